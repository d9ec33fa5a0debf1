package dev.quiesce.harness.report;

import dev.quiesce.harness.result.BenchScore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The table of bars: figure, yardstick, ratio, and whether the bar is met. */
public final class BarTable {
  private static final String ROW = "%-44s %14s  %-26s %14s %8s  %-16s %s%n";

  private final BarScores scores;

  /**
   * A table of one run.
   *
   * @param scores of the benchmarks
   * @param foreign figures of other programs on the same machine, by name
   */
  public BarTable(List<BenchScore> scores, Map<String, Double> foreign) {
    this.scores = new BarScores(scores, foreign);
  }

  /** For a terminal; a figure that was not measured says so, and is not met. */
  public String text() {
    StringBuilder out =
        new StringBuilder(
            String.format(
                Locale.ROOT, ROW, "figure", "measured", "yardstick", "", "ratio", "bar", "met"));
    Bars.all().forEach(bar -> out.append(row(bar)));
    return out.toString();
  }

  private String row(Bar bar) {
    OptionalDouble judged = bar.judged(scores);
    String met = judged.isEmpty() ? "not measured" : bar.met(judged.getAsDouble()) ? "yes" : "NO";
    return String.format(
        Locale.ROOT,
        ROW,
        bar.figure(),
        number(bar.value().apply(scores), bar.unit()),
        bar.yardstick(),
        number(bar.compared().apply(scores), bar.unit()),
        number(bar.ratio(scores), "").strip(),
        (bar.atMost() ? "<= " : ">= ")
            + number(OptionalDouble.of(bar.bar()), bar.ofRatio() ? "x" : bar.unit()).strip(),
        met);
  }

  private static String number(OptionalDouble value, String unit) {
    if (value.isEmpty()) {
      return "-";
    }
    double number = value.getAsDouble();
    String digits = Math.abs(number) >= 1000 ? "%,.0f %s" : "%.3f %s";
    return String.format(Locale.ROOT, digits, number, unit);
  }
}
