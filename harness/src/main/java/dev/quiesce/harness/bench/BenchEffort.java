package dev.quiesce.harness.bench;

import java.util.Locale;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How much a benchmark run takes. Only {@link #FULL} may rank. */
enum BenchEffort {
  /** Whether it runs at all. */
  SMOKE(1, 1, 2, 50, "16", "StrategyBenchmark\\.(walk|emptyReadSection)$"),
  /** A first look, within a minute for all strategies. */
  QUICK(1, 2, 3, 100, "16", "StrategyBenchmark\\."),
  /** Enough forks for a verdict. */
  FULL(9, 5, 5, 500, "16,172", "(Strategy|Seam)Benchmark\\.");

  private final int forks;
  private final int warmups;
  private final int iterations;
  private final int millis;
  private final String listeners;
  private final String include;

  BenchEffort(
      int forks, int warmups, int iterations, int millis, String listeners, String include) {
    this.forks = forks;
    this.warmups = warmups;
    this.iterations = iterations;
    this.millis = millis;
    this.listeners = listeners;
    this.include = include;
  }

  /**
   * The effort of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static BenchEffort of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Sets forks, iterations, times and parameters. */
  void apply(ChainedOptionsBuilder options) {
    TimeValue time = TimeValue.milliseconds(millis);
    options
        .forks(forks)
        .warmupIterations(warmups)
        .warmupTime(time)
        .measurementIterations(iterations)
        .measurementTime(time)
        .param("listeners", listeners.split(",", -1));
  }

  /** Which benchmarks it runs unless the user names some. */
  String include() {
    return BenchEffort.class.getPackageName().replace(".", "\\.") + "\\." + include;
  }

  /** Whether its figures may be used to rank strategies. */
  boolean ranks() {
    return this == FULL;
  }
}
