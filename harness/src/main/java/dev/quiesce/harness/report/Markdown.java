package dev.quiesce.harness.report;

import java.util.List;
import java.util.stream.Collectors;

/** Builds Markdown in which no text from outside is markup. */
final class Markdown {
  private static final String SPECIAL = "\\`*_[]<>|#";
  private static final int LIST_MAX = 40;

  private final StringBuilder out = new StringBuilder();

  Markdown heading(int level, String text) {
    out.append("#".repeat(level)).append(' ').append(escape(text)).append("\n\n");
    return this;
  }

  Markdown paragraph(String text) {
    out.append(escape(text)).append("\n\n");
    return this;
  }

  /** Text that is Markdown already. */
  Markdown raw(String text) {
    out.append(text).append("\n\n");
    return this;
  }

  Markdown list(List<String> items) {
    items.stream()
        .limit(LIST_MAX)
        .forEach(item -> out.append("- ").append(escape(item)).append('\n'));
    if (items.size() > LIST_MAX) {
      out.append("- and ").append(items.size() - LIST_MAX).append(" more, in verdicts.json\n");
    }
    if (!items.isEmpty()) {
      out.append('\n');
    }
    return this;
  }

  /** Entries that are Markdown already. */
  Markdown items(List<String> items, boolean ordered) {
    int number = 1;
    for (String item : items) {
      if (number > LIST_MAX) {
        out.append("- and ").append(items.size() - LIST_MAX).append(" more, in report.html\n");
        break;
      }
      out.append(ordered ? number + ". " : "- ").append(item).append('\n');
      number++;
    }
    if (!items.isEmpty()) {
      out.append('\n');
    }
    return this;
  }

  /** Text in fixed pitch within a line. */
  static String code(String text) {
    String fence = text.contains("`") ? "``" : "`";
    return fence + text.replace('\n', ' ').replace("``", "` `") + fence;
  }

  Markdown fence(String text) {
    int run = 3;
    while (text.contains("`".repeat(run))) {
      run++;
    }
    String fence = "`".repeat(run);
    out.append(fence).append("text\n").append(text.stripTrailing()).append('\n');
    out.append(fence).append("\n\n");
    return this;
  }

  /** Text that a reader opens; plain where HTML is not rendered. */
  Markdown details(String summary, String text) {
    String escaped = summary.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    out.append("<details><summary>").append(escaped).append("</summary>\n\n");
    fence(text);
    out.append("</details>\n\n");
    return this;
  }

  Markdown table(List<String> header, List<List<String>> rows) {
    row(header);
    row(header.stream().map(one -> "---").toList());
    rows.forEach(line -> row(line.stream().map(Markdown::escape).toList()));
    out.append('\n');
    return this;
  }

  private void row(List<String> fields) {
    out.append(fields.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        escaped.append(' ');
      } else {
        if (SPECIAL.indexOf(c) >= 0 && !(c == '_' && insideWord(text, i))) {
          escaped.append('\\');
        }
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** An underscore between letters is no emphasis. */
  private static boolean insideWord(String text, int at) {
    return at > 0
        && at + 1 < text.length()
        && Character.isLetterOrDigit(text.charAt(at - 1))
        && Character.isLetterOrDigit(text.charAt(at + 1));
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
