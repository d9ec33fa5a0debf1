package dev.quiesce.harness.ranking;

import java.util.Random;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * The percentile bootstrap (B. Efron, "Bootstrap methods: another look at the jackknife", Annals of
 * Statistics 7(1), 1979) over the medians of forks.
 */
public final class Bootstrap {
  private static final double TAIL = 0.025;

  private Bootstrap() {}

  /** The median of as many scores as there are, drawn from them. */
  public static double median(double[] scores, Random random) {
    double[] drawn = new double[scores.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = scores[random.nextInt(scores.length)];
    }
    return Significance.median(drawn);
  }

  /** Where the middle 95 % of what was resampled lie: the least and the largest of them. */
  public static double[] interval(double[] resampled) {
    return Quantile.withDefaults().evaluate(resampled, TAIL, 1 - TAIL);
  }
}
