package dev.quiesce.harness.report;

import dev.quiesce.harness.ranking.Bootstrap;
import dev.quiesce.harness.result.BenchScore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The table of bars: figure, yardstick, ratio, and whether the bar is met. A bar inside the 95 %
 * bootstrap interval of what it is for is neither met nor missed. Three forks give their least and
 * their largest.
 */
public final class BarTable {
  private static final String ROW = "%-40s %14s  %-22s %12s %7s %17s  %-17s %s%n";
  private static final int RESAMPLES = 1_000;
  private static final long SEED = 1;

  private final BarScores scores;

  /**
   * A table of one run; the same for the same scores.
   *
   * @param scores of the benchmarks
   * @param foreign figures of other programs on the same machine, by name
   */
  public BarTable(List<BenchScore> scores, Map<String, Double> foreign) {
    this.scores = BarScores.of(scores, foreign);
  }

  /** Whether some figure was measured. */
  public boolean measured() {
    return Bars.all().stream().anyMatch(bar -> bar.judged(scores).isPresent());
  }

  /** For a terminal; a figure that was not measured says so, and is not met. */
  public String text() {
    StringBuilder out =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                ROW,
                "figure",
                "measured",
                "yardstick",
                "",
                "ratio",
                "interval of forks",
                "bar",
                "met"));
    Bars.all().forEach(bar -> out.append(row(bar)));
    return out.toString();
  }

  private String row(Bar bar) {
    OptionalDouble judged = bar.judged(scores);
    double[] interval = judged.isEmpty() ? new double[0] : interval(bar);
    return String.format(
        Locale.ROOT,
        ROW,
        bar.figure(),
        number(bar.value().apply(scores), bar.unit()),
        bar.yardstick(),
        number(bar.compared().apply(scores), bar.unit()),
        number(bar.ratio(scores), "").strip(),
        interval.length == 0 ? "-" : "[" + plain(interval[0]) + ", " + plain(interval[1]) + "]",
        (bar.atMost() ? "<= " : ">= ")
            + number(OptionalDouble.of(bar.bar()), bar.ofRatio() ? "x" : bar.unit()).strip(),
        judged.isEmpty() ? "not measured" : met(bar, judged.getAsDouble(), interval));
  }

  private static String met(Bar bar, double judged, double[] interval) {
    boolean open = interval.length > 0 && bar.met(interval[0]) != bar.met(interval[1]);
    return open ? "open" : bar.met(judged) ? "yes" : "NO";
  }

  /** Of what the bar is for, from one set of forks to another; empty where forks are not known. */
  private double[] interval(Bar bar) {
    BarScores others = scores.drawing(new Random(SEED));
    double[] judged =
        Stream.generate(() -> bar.judged(others))
            .limit(RESAMPLES)
            .flatMapToDouble(OptionalDouble::stream)
            .toArray();
    double[] interval = Bootstrap.interval(judged);
    return interval[0] == interval[1] ? new double[0] : interval;
  }

  private static String number(OptionalDouble value, String unit) {
    return value.isEmpty() ? "-" : plain(value.getAsDouble()) + " " + unit;
  }

  private static String plain(double number) {
    return String.format(Locale.ROOT, Math.abs(number) >= 1000 ? "%,.0f" : "%.3f", number);
  }
}
