package dev.quiesce.api.sync;

import java.time.Duration;
import java.util.List;

/**
 * A grace period or a callback that takes too long.
 *
 * @param kind what is the matter
 * @param age how long there has been no progress, without the times at which the process stood
 *     still
 * @param report how often this stall has been reported, counted from 1
 * @param blockers names of the threads that are waited for
 */
public record RcuStall(Kind kind, Duration age, int report, List<String> blockers) {
  /** What stalls. */
  public enum Kind {
    /** Readers do not leave their sections. */
    READER_STUCK,
    /** Every reader is quiescent, and the thread that waits for them does not go on. */
    GRACE_PERIOD_THREAD_STARVED,
    /** A grace period has ended, and the call_rcu thread runs no callback. */
    CALLBACK_THREAD_STARVED,
    /** The whole process stood still: a stop signal, a suspended machine. Nobody's fault. */
    PROCESS_PAUSED
  }

  /** Copies the list. */
  public RcuStall {
    blockers = List.copyOf(blockers);
  }

  /** Whether the program is to blame. */
  public boolean isAlarm() {
    return kind != Kind.PROCESS_PAUSED;
  }
}
