package dev.quiesce.api.sync;

import dev.quiesce.api.seam.LongField;
import dev.quiesce.api.seam.RefField;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SeamMode;
import dev.quiesce.api.seam.SharedObject;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the grace periods and the callbacks of a domain have come, for its stall detector and for
 * tests. Kept in a checked process only: elsewhere every count is 0, and a measured path pays
 * nothing.
 *
 * <p>Grace periods are numbered by their starts. The counts are exact each, and not a snapshot
 * together.
 */
public final class RcuProgress extends SharedObject {
  private static final boolean COUNTING = Seam.MODE == SeamMode.CHECKED;
  private static final LongField<RcuProgress> STARTED = field("started");
  private static final LongField<RcuProgress> COMPLETED = field("completed");
  private static final LongField<RcuProgress> LATEST_COMPLETED = field("latestCompleted");
  private static final LongField<RcuProgress> QUEUED = field("queued");
  private static final LongField<RcuProgress> INVOKED = field("invoked");

  private static final RefField<RcuProgress, String> WAITER =
      RefField.of(MethodHandles.lookup(), RcuProgress.class, "waiter", String.class);

  @SuppressWarnings("unused") // through STARTED
  private long started;

  @SuppressWarnings("unused") // through COMPLETED
  private long completed;

  @SuppressWarnings("unused") // through LATEST_COMPLETED
  private long latestCompleted;

  @SuppressWarnings("unused") // through QUEUED
  private long queued;

  @SuppressWarnings("unused") // through INVOKED
  private long invoked;

  @SuppressWarnings("unused") // through WAITER
  private @Nullable String waiter;

  RcuProgress() {}

  private static LongField<RcuProgress> field(String name) {
    return LongField.of(MethodHandles.lookup(), RcuProgress.class, name);
  }

  /** Grace periods begun; the last one has this number. */
  public long started() {
    return STARTED.getOpaque(this);
  }

  /** Grace periods ended. */
  public long completed() {
    return COMPLETED.getAcquire(this);
  }

  /**
   * The largest number of a grace period that has ended: none that began after a section did may
   * end before the section does.
   */
  public long latestCompleted() {
    return LATEST_COMPLETED.getAcquire(this);
  }

  /** Callbacks queued. */
  public long queued() {
    return QUEUED.getOpaque(this);
  }

  /** Callbacks that have run to their end. */
  public long invoked() {
    return INVOKED.getOpaque(this);
  }

  /** The thread that began to wait for a grace period last, if any did. */
  public List<String> waiters() {
    String name = WAITER.getAcquire(this);
    return name == null ? List.of() : List.of(name);
  }

  /** {@code thread} begins to wait for a grace period; returns its number. A full fence. */
  long begins(String thread) {
    if (!COUNTING) {
      return 0;
    }
    WAITER.setRelease(this, thread);
    return STARTED.getAndAdd(this, 1) + 1;
  }

  /** Grace period {@code number} has ended. */
  void ended(long number) {
    if (!COUNTING) {
      return;
    }
    for (long latest = LATEST_COMPLETED.getOpaque(this);
        latest < number;
        latest = LATEST_COMPLETED.getOpaque(this)) {
      if (LATEST_COMPLETED.compareAndSet(this, latest, number)) {
        break;
      }
    }
    long unused = COMPLETED.getAndAdd(this, 1);
  }

  void callbackQueued() {
    if (COUNTING) {
      long unused = QUEUED.getAndAdd(this, 1);
    }
  }

  void callbackInvoked() {
    if (COUNTING) {
      long unused = INVOKED.getAndAdd(this, 1);
    }
  }

  @Override
  public String label() {
    return "rcu progress";
  }
}
