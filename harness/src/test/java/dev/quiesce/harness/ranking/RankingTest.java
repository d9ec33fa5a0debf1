package dev.quiesce.harness.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** When a difference is one. */
class RankingTest {
  private static final long SEED = 1;

  /** Forks around a mean, with a spread as a part of it. */
  private static double[] forks(int count, double mean, double spread, long seed) {
    Random random = new Random(seed);
    return DoubleStream.generate(() -> mean * (1 + spread * (random.nextDouble() - 0.5)))
        .limit(count)
        .toArray();
  }

  private static Ranking rank(double[] subject, double[] baseline) {
    return Ranking.of(subject, baseline, true, SEED);
  }

  @Test
  void subject_withSmallerTimes_isFaster() {
    Ranking ranking = rank(forks(9, 80, 0.05, 1), forks(9, 100, 0.05, 2));

    assertThat(ranking.standing()).isEqualTo(Standing.FASTER);
    assertThat(ranking.ratio()).isEqualTo(0.8, within(0.03));
    assertThat(ranking.effect()).isEqualTo(-1);
    assertThat(ranking.high()).isLessThan(1);
  }

  @Test
  void subject_withSmallerRates_isSlower() {
    Ranking ranking = Ranking.of(forks(9, 80, 0.05, 1), forks(9, 100, 0.05, 2), false, SEED);

    assertThat(ranking.standing()).isEqualTo(Standing.SLOWER);
  }

  @Test
  void subject_withTheSameTimes_isTheSame() {
    assertThat(rank(forks(9, 100, 0.02, 1), forks(9, 100, 0.02, 2)).standing())
        .isEqualTo(Standing.SAME);
  }

  @Test
  void subject_withASmallDifferenceInWideNoise_isInconclusive() {
    Ranking ranking = rank(forks(9, 98, 0.2, 1), forks(9, 100, 0.2, 2));

    assertThat(ranking.standing()).isEqualTo(Standing.INCONCLUSIVE);
    assertThat(ranking.reason()).contains("chance");
  }

  @Test
  void subject_ofFewForks_neverRanks() {
    Ranking ranking = rank(forks(8, 50, 0.01, 1), forks(9, 100, 0.01, 2));

    assertThat(ranking.standing()).isEqualTo(Standing.INCONCLUSIVE);
    assertThat(ranking.reason()).contains("fewer than 9 forks");
  }

  @Test
  void subject_onANoisyMachine_neverRanks() {
    Ranking ranking = rank(forks(9, 50, 0.9, 1), forks(9, 100, 0.9, 2));

    assertThat(ranking.standing()).isEqualTo(Standing.INCONCLUSIVE);
    assertThat(ranking.reason()).contains("too noisy");
  }

  @Test
  void interval_ofTheSameSeed_isTheSame() {
    double[] subject = forks(9, 80, 0.05, 1);
    double[] baseline = forks(9, 100, 0.05, 2);

    assertThat(rank(subject, baseline)).isEqualTo(rank(subject, baseline));
  }

  @Test
  void cliffsDelta_ofMixedSamples_countsDominance() {
    assertThat(Significance.of(new double[] {2, 2, 5}, new double[] {1, 2, 3}).delta())
        .isEqualTo(-3.0 / 9);
    assertThat(Significance.of(new double[] {1}, new double[] {1}).delta()).isZero();
  }

  @Test
  void missingScore_always_isRefused() {
    assertThatThrownBy(() -> rank(new double[] {1, Double.NaN}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("subject");
    assertThatThrownBy(() -> rank(new double[] {1}, new double[0]))
        .hasMessageContaining("baseline");
  }
}
