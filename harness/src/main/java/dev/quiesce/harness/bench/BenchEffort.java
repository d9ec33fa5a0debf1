package dev.quiesce.harness.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How much a benchmark run takes. Only {@link #FULL} may rank. */
enum BenchEffort {
  /** Whether it runs at all. */
  SMOKE(1, 1, 2, 50, "StrategyBenchmark\\.(walk|emptyReadSection)$"),
  /** A first look, within a minute or two for all strategies. */
  QUICK(1, 2, 3, 100, "StrategyBenchmark\\.(walk|emptyReadSection|registerUnregister)$"),
  /** Enough forks for a verdict: an hour for all strategies. */
  FULL(9, 3, 3, 100, "(Strategy|Sweep|FreeLag)Benchmark\\."),
  /** What the table of bars needs. */
  BARS(3, 3, 4, 250, "(ReadSection|Walk|GracePeriod|Callback|Seam|Storm)Benchmark\\.");

  /** Many walkers at once: as many listeners as a small machine has. */
  private static final Pattern CROWDED = Pattern.compile(".*\\.walkBy\\w+");

  /** Of which one shot may take seconds: for a curve, not for a ranking. */
  private static final Pattern SWEEP = Pattern.compile(".*\\.SweepBenchmark\\..*");

  private static final int SWEEP_FORKS = 2;

  /** Ratios of a few percent, and the compiler does not inline alike in each fork. */
  private static final Pattern WALK = Pattern.compile(".*\\.WalkBenchmark\\..*");

  private static final int WALK_FORKS = 7;

  private final int forks;
  private final int warmups;
  private final int iterations;
  private final int millis;
  private final String include;

  BenchEffort(int forks, int warmups, int iterations, int millis, String include) {
    this.forks = forks;
    this.warmups = warmups;
    this.iterations = iterations;
    this.millis = millis;
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

  /** Sets iterations, times and what is measured besides time. */
  void apply(ChainedOptionsBuilder options) {
    TimeValue time = TimeValue.milliseconds(millis);
    options
        .warmupIterations(warmups)
        .warmupTime(time)
        .measurementIterations(iterations)
        .measurementTime(time);
    if (this == FULL || this == BARS) {
      options.addProfiler(GCProfiler.class);
    }
  }

  /** How many forks a benchmark gets. */
  int forks(String benchmark) {
    if (this == FULL && SWEEP.matcher(benchmark).matches()) {
      return SWEEP_FORKS;
    }
    return this == BARS && WALK.matcher(benchmark).matches() ? WALK_FORKS : forks;
  }

  /** Values of a benchmark's parameters; its own for those that are not named. */
  Map<String, List<String>> params(String benchmark) {
    return switch (this) {
      case SMOKE, QUICK -> Map.of();
      case FULL -> fullParams(benchmark);
      case BARS -> Map.of("listeners", List.of("16", "172"));
    };
  }

  private static Map<String, List<String>> fullParams(String benchmark) {
    if (SWEEP.matcher(benchmark).matches()) {
      return Map.of();
    }
    return Map.of(
        "listeners",
        CROWDED.matcher(benchmark).matches()
            ? List.of("16")
            : List.of("1", "16", "172", "1024", "4096"),
        "batching",
        List.of("prompt", "qemu"));
  }

  /** Which benchmarks it runs unless the user names some. */
  List<String> includes() {
    return List.of(BenchEffort.class.getPackageName().replace(".", "\\.") + "\\." + include);
  }

  /** Whether its figures may be used to rank strategies. */
  boolean ranks() {
    return this == FULL;
  }
}
