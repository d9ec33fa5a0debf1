package dev.quiesce.harness.ranking;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * One comparison of two subjects. The unit of evidence is the fork: iterations of one fork share
 * its compilation and its memory layout, and are not independent.
 *
 * @param standing the verdict
 * @param ratio of the medians, subject to baseline
 * @param low of the 95 % bootstrap interval of the ratio
 * @param high of that interval
 * @param pValue two-sided, Mann-Whitney; NaN with fewer than {@link Significance#FEWEST} forks
 * @param effect Cliff's delta: 1 if every fork of the subject has a larger score, -1 if every one
 *     has a smaller one
 * @param noise the larger of the two subjects' interquartile ranges, as a part of its median
 * @param reason why it is inconclusive; empty otherwise
 */
public record Ranking(
    Standing standing,
    double ratio,
    double low,
    double high,
    double pValue,
    double effect,
    double noise,
    String reason) {
  /** Fewer forks than this never rank. */
  public static final int MIN_FORKS = 9;

  /** Above this the machine is too noisy to rank. */
  public static final double MAX_NOISE = 0.15;

  private static final double SAME_WITHIN = 0.03;
  private static final int RESAMPLES = 10_000;

  /**
   * Compares.
   *
   * @param subject mean of each fork
   * @param baseline mean of each fork
   * @param lowerIsFaster whether the score is a time, not a rate
   * @param seed of the bootstrap
   * @throws IllegalArgumentException if either has no fork, or a score that is not positive
   */
  public static Ranking of(double[] subject, double[] baseline, boolean lowerIsFaster, long seed) {
    requireScores(subject, "subject");
    requireScores(baseline, "baseline");
    Significance difference = Significance.of(baseline, subject);
    double ratio = difference.after() / difference.before();
    double noise = Math.max(noise(subject), noise(baseline));
    double[] interval = interval(subject, baseline, new Random(seed));
    String reason = "";
    Standing standing = Standing.INCONCLUSIVE;
    if (Math.min(subject.length, baseline.length) < MIN_FORKS) {
      reason = "fewer than " + MIN_FORKS + " forks";
    } else if (noise > MAX_NOISE) {
      reason = "too noisy";
    } else if (interval[0] >= 1 - SAME_WITHIN && interval[1] <= 1 + SAME_WITHIN) {
      standing = Standing.SAME;
    } else if (!difference.differs() || (interval[0] <= 1 && interval[1] >= 1)) {
      reason = "the difference may be chance";
    } else {
      standing = (ratio < 1) == lowerIsFaster ? Standing.FASTER : Standing.SLOWER;
    }
    return new Ranking(
        standing,
        ratio,
        interval[0],
        interval[1],
        difference.p(),
        difference.delta(),
        noise,
        reason);
  }

  private static void requireScores(double[] scores, String whose) {
    if (scores.length == 0 || Arrays.stream(scores).anyMatch(score -> !(score > 0))) {
      throw new IllegalArgumentException(
          "the " + whose + " has the scores " + Arrays.toString(scores) + ": none may be missing");
    }
  }

  private static double noise(double[] scores) {
    double[] quartiles = Quantile.withDefaults().evaluate(scores, 0.25, 0.5, 0.75);
    return (quartiles[2] - quartiles[0]) / quartiles[1];
  }

  /** Percentile bootstrap of the ratio of medians. */
  private static double[] interval(double[] subject, double[] baseline, Random random) {
    double[] ratios = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      ratios[i] = Bootstrap.median(subject, random) / Bootstrap.median(baseline, random);
    }
    return Bootstrap.interval(ratios);
  }
}
