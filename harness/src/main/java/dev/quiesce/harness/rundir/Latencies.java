package dev.quiesce.harness.rundir;

import java.util.List;
import org.HdrHistogram.AbstractHistogram;

/**
 * The latencies of one operation of one strategy over one workload, from its interval logs.
 *
 * @param strategy the strategy's id
 * @param form the form's name
 * @param workload the workload's name
 * @param variant what else was chosen, {@link dev.quiesce.harness.result.Measurement#variant()}
 * @param operation what was timed
 * @param total of all repetitions, in nanoseconds; read only
 * @param repetitions how many logs it was read from
 * @param intervals of the first repetition, in the order of time
 */
public record Latencies(
    String strategy,
    String form,
    String workload,
    String variant,
    String operation,
    AbstractHistogram total,
    int repetitions,
    List<Interval> intervals) {
  /** Copies the intervals. */
  public Latencies {
    intervals = List.copyOf(intervals);
  }

  /**
   * About one second of a replay.
   *
   * @param start seconds since the start of the replay
   * @param end seconds since the start of the replay
   * @param count of the operations
   * @param p50 median, nanoseconds
   * @param p99 percentile, nanoseconds
   * @param max largest, nanoseconds
   */
  public record Interval(double start, double end, long count, double p50, double p99, double max) {
    /** Its middle. */
    public double middle() {
      return (start + end) / 2;
    }
  }
}
