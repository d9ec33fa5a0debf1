package dev.quiesce.harness.report;

import dev.quiesce.harness.result.UsageAnswer;
import dev.quiesce.harness.result.UsageCase;
import dev.quiesce.harness.result.UsageCell;
import dev.quiesce.harness.result.UsageTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Usage matrices in at most 80 columns. */
public final class UsageText {
  private static final int PLACE = 14;
  private static final int CALL = 22;
  private static final int COLUMN = 5;
  private static final Pattern LISTENER =
      Pattern.compile("\\b(self|next|previous|foreign|never|gone)\\b(?=\\)|\\.| is )");
  private static final Pattern THREAD =
      Pattern.compile("(?<=\\b(by|of) )(main|walker|other|call_rcu)\\b");
  private static final String HEAD =
      """
                                          BQL held            BQL not held
                                          idle      migrating idle      migrating
      called from   call                  -    sect -    sect -    sect -    sect
      """;

  /** For a terminal: the matrices, what the marks mean, and what was said. */
  public String text(List<UsageTable> tables) {
    StringBuilder out = new StringBuilder();
    for (UsageTable table : tables) {
      out.append(matrix(table)).append('\n').append(remarks(table)).append('\n');
    }
    return out.append(legend(tables)).toString();
  }

  /** The same as Markdown. */
  public String markdown(List<UsageTable> tables) {
    return tables.stream()
            .map(table -> "```text\n" + matrix(table) + "```\n\n")
            .collect(Collectors.joining())
        + "```text\n"
        + legend(tables)
        + "```\n";
  }

  /** One matrix under the name of its subject. */
  public String matrix(UsageTable table) {
    Map<String, StringBuilder> rows = new LinkedHashMap<>();
    for (UsageCell cell : table.cells()) {
      UsageCase usage = cell.usage();
      String name = pad(usage.place().title(), PLACE) + pad(usage.call().title(), CALL);
      rows.computeIfAbsent(name, key -> new StringBuilder(key))
          .append(pad(cell.answer().mark(), COLUMN));
    }
    String body =
        rows.values().stream()
            .map(row -> row.toString().stripTrailing() + "\n")
            .collect(Collectors.joining());
    return table.strategy() + ", " + table.form() + "\n" + HEAD + body;
  }

  /** What the subject said, and what was seen: the first line of each, whoever it names, once. */
  private static String remarks(UsageTable table) {
    Map<UsageAnswer, Set<String>> texts = new TreeMap<>();
    for (UsageCell cell : table.cells()) {
      if (!cell.text().isEmpty()) {
        String line = cell.text().lines().findFirst().orElse("");
        texts
            .computeIfAbsent(cell.answer(), key -> new TreeSet<>())
            .add(
                THREAD.matcher(LISTENER.matcher(line).replaceAll("LISTENER")).replaceAll("THREAD"));
      }
    }
    StringBuilder out = new StringBuilder();
    texts.forEach(
        (answer, lines) ->
            lines.forEach(line -> out.append(Wrap.lines(pad(answer.mark(), COLUMN) + line))));
    long exhausted = table.cells().stream().filter(UsageCell::exhausted).count();
    long executions = table.cells().stream().mapToLong(UsageCell::executions).sum();
    return out.append(
            Wrap.lines(
                table.cells().size()
                    + " cells, "
                    + exhausted
                    + " exhausted, "
                    + executions
                    + " schedules"))
        .toString();
  }

  private static String legend(List<UsageTable> tables) {
    Map<UsageAnswer, Long> counts =
        tables.stream()
            .flatMap(table -> table.cells().stream())
            .collect(Collectors.groupingBy(UsageCell::answer, TreeMap::new, Collectors.counting()));
    List<String> lines = new ArrayList<>();
    counts.forEach(
        (answer, count) ->
            lines.add(
                pad(answer.mark(), COLUMN)
                    + answer.meaning()
                    + " ("
                    + Objects.requireNonNull(count)
                    + ")\n"));
    return String.join("", lines);
  }

  /** 1 for what must not be, 3 for what is not known. */
  public static ExitCode exitCode(List<UsageTable> tables) {
    Set<UsageAnswer> answers =
        tables.stream()
            .flatMap(table -> table.cells().stream())
            .map(UsageCell::answer)
            .collect(Collectors.toSet());
    if (answers.contains(UsageAnswer.LINKED)) {
      return ExitCode.VIOLATION;
    }
    return answers.contains(UsageAnswer.UNKNOWN) ? ExitCode.INFRASTRUCTURE : ExitCode.OK;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
