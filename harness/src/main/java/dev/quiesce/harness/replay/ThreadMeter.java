package dev.quiesce.harness.replay;

import dev.quiesce.harness.workload.OperationKind;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/** What one thread measures; written by that thread alone, read after it has ended. */
@SuppressWarnings("EnumOrdinal") // arrays by kind, within one process
final class ThreadMeter {
  /** Longest value that is told apart: an hour, in nanoseconds. */
  static final long MAX_NS = 3_600_000_000_000L;

  static final int DIGITS = 3;

  /** Value of {@link #busySince} while the thread waits for another one. */
  static final long AWAITS = -1;

  /** Value of {@link #busySince} when the thread has ended. */
  static final long ENDED = -2;

  private final long[] done = new long[OperationKind.values().length];
  private final long[] skipped = new long[OperationKind.values().length];
  final Histogram drift = histogram();
  final Histogram clearWait = histogram();
  final Histogram postponed = histogram();

  /** When the operation began that is being done; 0 while the thread waits for its time. */
  final AtomicLong busySince = new AtomicLong();

  long callbacks;
  long overlaps;
  long refused;
  long deferred;
  long postponedByStrategy;
  long selfDeadlocks;
  long faults;

  /** Whether a clear walk runs, for which lock waits are summed up. */
  boolean inClear;

  long waitedInClear;

  /** What the next log_clear of this walk has to cost. */
  long clearCost;

  private final @Nullable SingleWriterRecorder[] latencies;
  private final @Nullable Histogram[] services;

  /** Makes room for the kinds of steps that {@code script} contains. */
  ThreadMeter(Script script) {
    StepKind[] kinds = StepKind.values();
    latencies = new SingleWriterRecorder[kinds.length];
    services = new Histogram[kinds.length];
    for (StepKind kind : kinds) {
      if (kind.measuredAs() != null && script.contains(kind)) {
        latencies[kind.ordinal()] = new SingleWriterRecorder(1, MAX_NS, DIGITS);
        services[kind.ordinal()] = histogram();
      }
    }
  }

  static Histogram histogram() {
    return new Histogram(1, MAX_NS, DIGITS);
  }

  /** The operation that {@code step} ends, if any, is done. */
  void countDone(StepKind step) {
    OperationKind kind = step.counts();
    if (kind != null) {
      done[kind.ordinal()]++;
    }
  }

  /** The operation that {@code step} ends, if any, is not replayed. */
  void countSkipped(StepKind step) {
    OperationKind kind = step.counts();
    if (kind != null) {
      skipped[kind.ordinal()]++;
    }
  }

  long done(OperationKind kind) {
    return done[kind.ordinal()];
  }

  long skipped(OperationKind kind) {
    return skipped[kind.ordinal()];
  }

  /** One operation has ended. */
  void record(StepKind kind, long latencyNs, long serviceNs) {
    SingleWriterRecorder latency = latencies[kind.ordinal()];
    Histogram service = services[kind.ordinal()];
    if (latency != null && service != null) {
      latency.recordValue(clamp(latencyNs));
      service.recordValue(clamp(serviceNs));
    }
  }

  /** Latencies by kind; null where there are none. */
  @Nullable SingleWriterRecorder latencies(StepKind kind) {
    return latencies[kind.ordinal()];
  }

  /** Service times by kind, from actual start to end; null where there are none. */
  @Nullable Histogram services(StepKind kind) {
    return services[kind.ordinal()];
  }

  static long clamp(long nanos) {
    return Math.min(MAX_NS, Math.max(0, nanos));
  }
}
