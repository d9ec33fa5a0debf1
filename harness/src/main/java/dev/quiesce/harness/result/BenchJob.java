package dev.quiesce.harness.result;

import java.util.List;

/**
 * The item of the child task {@code bench}: one JMH run.
 *
 * @param strategies ids, the values of the benchmarks' strategy parameter
 * @param effort {@code smoke}, {@code quick} or {@code full}: how many forks and iterations
 * @param jmhJson file for JMH's own JSON
 * @param options further JMH options, as on JMH's command line
 */
public record BenchJob(
    List<String> strategies, String effort, String jmhJson, List<String> options) {
  /** Copies the lists. */
  public BenchJob {
    strategies = List.copyOf(strategies);
    options = List.copyOf(options);
  }
}
