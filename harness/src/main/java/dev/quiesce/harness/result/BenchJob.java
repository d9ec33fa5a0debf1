package dev.quiesce.harness.result;

import java.util.List;

/**
 * The item of the child task {@code bench}: one JMH run.
 *
 * @param strategies ids, the values of the benchmarks' strategy parameter
 * @param effort {@code smoke}, {@code quick}, {@code full} or {@code bars}: how many forks and
 *     iterations
 * @param jmhJson file for JMH's own JSON
 * @param seed of the order of forks
 * @param options further JMH options, as on JMH's command line
 */
public record BenchJob(
    List<String> strategies, String effort, String jmhJson, long seed, List<String> options) {
  /** Copies the lists. */
  public BenchJob {
    strategies = List.copyOf(strategies);
    options = List.copyOf(options);
  }
}
