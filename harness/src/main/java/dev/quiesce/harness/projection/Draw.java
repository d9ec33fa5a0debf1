package dev.quiesce.harness.projection;

import dev.quiesce.harness.result.OperationMeasurement;
import java.util.SplittableRandom;

/** Numbers as they were measured: by linear interpolation between the percentiles that are kept. */
final class Draw {
  private static final double[] QUANTILES = {0, 0.5, 0.9, 0.99, 0.999, 1};

  private final SplittableRandom random;

  Draw(SplittableRandom random) {
    this.random = random;
  }

  /** One value of that distribution. */
  double of(OperationMeasurement measured) {
    double[] values = {
      measured.min(),
      measured.p50(),
      measured.p90(),
      measured.p99(),
      measured.p999(),
      measured.max()
    };
    double u = random.nextDouble();
    int i = 1;
    while (u > QUANTILES[i]) {
      i++;
    }
    double part = (u - QUANTILES[i - 1]) / (QUANTILES[i] - QUANTILES[i - 1]);
    return values[i - 1] + part * (values[i] - values[i - 1]);
  }

  /** The time to the next of events that come independently of each other. */
  double gapNs(double perSecond) {
    return -Math.log(1 - random.nextDouble()) * 1e9 / perSecond;
  }

  /** One of {@code bound} things. */
  int index(int bound) {
    return random.nextInt(bound);
  }
}
