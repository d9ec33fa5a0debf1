package dev.quiesce.harness.ranking;

import java.util.List;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Whether two groups of values differ: the two-sided Mann-Whitney test, and Cliff's delta (N.
 * Cliff, "Dominance statistics", Psychological Bulletin 114(3), 1993) as the size of the effect.
 * The one place that decides what counts, for ranks and for changes alike.
 *
 * @param p probability of such a difference by chance; NaN with too few values
 * @param delta −1 if every value of the second group is smaller, 1 if every one is larger
 * @param before median of the first group; NaN if it is empty
 * @param after median of the second group; NaN if it is empty
 * @param fewest size of the smaller group
 */
public record Significance(double p, double delta, double before, double after, int fewest) {
  /** Below this a difference counts. */
  public static final double ALPHA = 0.01;

  /** From this on an effect is large, after Romano et al. 2006. */
  public static final double LARGE = 0.474;

  /** Fewer values cannot reach {@link #ALPHA}: 2 / C(10, 5) is just below it. */
  public static final int FEWEST = 5;

  /** Compares the second group with the first. */
  public static Significance of(List<Double> before, List<Double> after) {
    return of(array(before), array(after));
  }

  /** Compares the second group with the first. */
  static Significance of(double[] before, double[] after) {
    int fewest = Math.min(before.length, after.length);
    double p = Double.NaN;
    if (fewest >= FEWEST) {
      p = MannWhitneyUTest.withDefaults().test(before, after).getPValue();
    }
    return new Significance(p, delta(before, after), median(before), median(after), fewest);
  }

  /** Whether chance is no good explanation and the effect is large. */
  public boolean differs() {
    return p < ALPHA && Math.abs(delta) >= LARGE;
  }

  /** Change of the median, in percent of the first. */
  public double percent() {
    return before == 0 ? 0 : 100 * (after - before) / before;
  }

  private static double delta(double[] before, double[] after) {
    long larger = 0;
    for (double b : before) {
      for (double a : after) {
        larger += Integer.signum(Double.compare(a, b));
      }
    }
    long pairs = (long) before.length * after.length;
    return pairs == 0 ? 0 : (double) larger / pairs;
  }

  /** NaN for an empty group. */
  public static double median(double[] values) {
    return Median.withDefaults().evaluate(values);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
