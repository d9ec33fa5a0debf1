package dev.quiesce.harness.report;

import java.util.List;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Whether two groups of values differ: the two-sided Mann-Whitney test, and Cliff's delta as the
 * size of the effect.
 *
 * @param p probability of such a difference by chance; NaN with too few values
 * @param delta −1 if every value of the second group is smaller, 1 if every one is larger
 * @param before median of the first group
 * @param after median of the second group
 * @param fewest size of the smaller group
 */
record Significance(double p, double delta, double before, double after, int fewest) {
  /** Below this a difference counts. */
  static final double ALPHA = 0.01;

  /** From this on an effect is large, by the usual reading of Cliff's delta. */
  static final double LARGE = 0.474;

  /** Fewer values cannot reach {@link #ALPHA}: 2 / C(10, 5) is just below it. */
  static final int FEWEST = 5;

  static Significance of(List<Double> before, List<Double> after) {
    int fewest = Math.min(before.size(), after.size());
    double p = Double.NaN;
    if (fewest >= FEWEST) {
      p = MannWhitneyUTest.withDefaults().test(array(before), array(after)).getPValue();
    }
    return new Significance(p, delta(before, after), median(before), median(after), fewest);
  }

  /** Whether chance is no good explanation and the effect is large. */
  boolean differs() {
    return p < ALPHA && Math.abs(delta) >= LARGE;
  }

  /** Change of the median, in percent of the first. */
  double percent() {
    return before == 0 ? 0 : 100 * (after - before) / before;
  }

  private static double delta(List<Double> before, List<Double> after) {
    long larger = 0;
    for (double b : before) {
      for (double a : after) {
        larger += Double.compare(a, b) > 0 ? 1 : Double.compare(a, b) < 0 ? -1 : 0;
      }
    }
    long pairs = (long) before.size() * after.size();
    return pairs == 0 ? 0 : (double) larger / pairs;
  }

  private static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
