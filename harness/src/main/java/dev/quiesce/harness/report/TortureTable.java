package dev.quiesce.harness.report;

import dev.quiesce.harness.result.TortureResult;
import dev.quiesce.harness.result.TortureViolation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What torture showed, as text and as Markdown. */
public final class TortureTable {
  private static final List<String> COUNTS =
      List.of("reads", "updates", "grace periods", "close calls", "migrations");

  /** For a terminal: a paragraph a strategy. */
  public String text(List<TortureResult> results) {
    StringBuilder text = new StringBuilder();
    for (TortureResult result : results) {
      text.append(headline(result)).append('\n');
      line(text, "counts", named(result.counts()));
      line(text, "reader pipe", histogram(result.pipe()));
      line(text, "reader batch", histogram(result.batch()));
      line(text, "faults", named(result.faults()));
      line(text, "delays", named(result.delays()));
      for (TortureViolation violation : result.violations()) {
        line(text, standing(violation), describe(violation));
        violation.report().lines().forEach(one -> text.append("      ").append(one).append('\n'));
      }
      result.why().forEach(reason -> line(text, "because", reason));
      result.notes().forEach(note -> line(text, "note", note.replace("\n", "\n      ")));
      text.append('\n');
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String what, String value) {
    text.append("  ").append(what).append(": ").append(value).append('\n');
  }

  private static String headline(TortureResult result) {
    return result.strategy()
        + " "
        + result.form()
        + ": "
        + word(result.verdict())
        + " after "
        + String.format(Locale.ROOT, "%.1f", result.millis() / 1000.0)
        + " s, "
        + result.readers()
        + " readers, "
        + result.periods()
        + " periods, seed "
        + result.seed()
        + (result.mutant() == null ? "" : ", mutant " + result.mutant());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String standing(TortureViolation violation) {
    return switch (violation.standing()) {
      case VIOLATED -> "VIOLATED";
      case DECLARED -> "violated as declared";
      case NOT_PROMISED -> "not promised, seen";
    };
  }

  private static String describe(TortureViolation violation) {
    return violation.promise()
        + ", "
        + violation.kind()
        + ", in "
        + violation.activity()
        + ", "
        + violation.count()
        + " times, first after "
        + String.format(Locale.ROOT, "%.1f", violation.firstAfterMs())
        + " ms";
  }

  private static String named(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String histogram(List<Long> bins) {
    return bins.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** For the report: a row a strategy, and what was violated. */
  public String markdown(List<TortureResult> results) {
    StringBuilder text = new StringBuilder();
    text.append("| strategy | verdict | s | ").append(String.join(" | ", COUNTS));
    text.append(" | ages > 1 | faults | violated | declared | not promised |\n|---|---|");
    text.append("---:|".repeat(COUNTS.size() + 6)).append('\n');
    for (TortureResult result : results) {
      text.append("| ").append(result.strategy()).append(" | ").append(word(result.verdict()));
      text.append(String.format(Locale.ROOT, " | %.1f", result.millis() / 1000.0));
      for (String count : COUNTS) {
        text.append(" | ").append(result.counts().getOrDefault(count, 0L));
      }
      text.append(" | ").append(result.pipe().stream().skip(2).mapToLong(Long::longValue).sum());
      text.append(" | ");
      text.append(result.faults().values().stream().mapToLong(Long::longValue).sum());
      for (TortureViolation.Standing standing : TortureViolation.Standing.values()) {
        text.append(" | ").append(seen(result, standing));
      }
      text.append(" |\n");
    }
    text.append('\n');
    for (TortureResult result : results) {
      result
          .why()
          .forEach(
              why ->
                  text.append("- ")
                      .append(result.strategy())
                      .append(": ")
                      .append(why)
                      .append('\n'));
      result.notes().stream()
          .filter(note -> !note.contains("\n"))
          .forEach(
              note ->
                  text.append("- ")
                      .append(result.strategy())
                      .append(": ")
                      .append(note)
                      .append('\n'));
    }
    return text.toString();
  }

  private static long seen(TortureResult result, TortureViolation.Standing standing) {
    return result.violations().stream()
        .filter(violation -> violation.standing() == standing)
        .mapToLong(TortureViolation::count)
        .sum();
  }
}
