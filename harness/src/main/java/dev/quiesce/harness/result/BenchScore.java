package dev.quiesce.harness.result;

import java.util.List;
import java.util.Map;

/**
 * One score of a JMH run, read from JMH's JSON.
 *
 * @param benchmark class and method, without the package
 * @param mode JMH's mode
 * @param params of the benchmark, the strategy's id among them
 * @param score mean
 * @param error half of the 99.9 % interval; NaN when JMH gives none
 * @param unit of the score
 * @param forks of the run
 * @param iterations per fork
 * @param forkMeans mean of each fork, in the order they ran
 * @param secondary other results by name, such as percentiles: the median of all iterations
 */
public record BenchScore(
    String benchmark,
    String mode,
    Map<String, String> params,
    double score,
    double error,
    String unit,
    int forks,
    int iterations,
    List<Double> forkMeans,
    Map<String, Double> secondary) {
  /** Name of the benchmarks' strategy parameter. */
  public static final String STRATEGY = "strategy";

  /** Keeps the order of the parameters. */
  public BenchScore {
    params = Ordered.asGiven(params);
    forkMeans = List.copyOf(forkMeans);
    secondary = Ordered.asGiven(secondary);
  }

  /** Whether more is better. */
  public boolean moreIsBetter() {
    return mode.equals("thrpt");
  }
}
