package dev.quiesce.harness.bench;

import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Percentiles of a latency that is not the benchmark method's own duration, as secondary results of
 * each iteration. Recorded by one thread.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Latencies {
  private static final long MAX_NANOS = 60_000_000_000L;
  private static final int DIGITS = 3;

  private final Histogram histogram = new Histogram(MAX_NANOS, DIGITS);

  /** Begins an iteration. */
  @Setup(Level.Iteration)
  public void reset() {
    histogram.reset();
  }

  void record(long nanos) {
    histogram.recordValue(Math.min(MAX_NANOS, Math.max(0, nanos)));
  }

  /** Median, ns. */
  public long p50Nanos() {
    return histogram.getValueAtPercentile(50);
  }

  /** 99th percentile, ns. */
  public long p99Nanos() {
    return histogram.getValueAtPercentile(99);
  }

  /** How many. */
  public long samples() {
    return histogram.getTotalCount();
  }
}
