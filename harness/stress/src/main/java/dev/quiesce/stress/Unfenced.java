package dev.quiesce.stress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A reader and a grace period with the domain's algorithm, whose fences can be left out: the broken
 * twins of the tests that are about fences. One state, one reader.
 */
final class Unfenced {
  private static final VarHandle COUNTER;
  private static final VarHandle GRACE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      COUNTER = lookup.findVarHandle(Unfenced.class, "counter", long.class);
      GRACE = lookup.findVarHandle(Unfenced.class, "grace", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int SPINS = 1 << 14;

  private long counter;
  private long grace = 1;

  /** {@code rcu_read_lock} without the fence that orders the section after its announcement. */
  void readLockWithoutFence() {
    COUNTER.setRelease(this, (long) GRACE.getOpaque(this));
  }

  void readLock() {
    readLockWithoutFence();
    VarHandle.fullFence();
  }

  void readUnlock() {
    COUNTER.setRelease(this, 0L);
  }

  void synchronize() {
    VarHandle.fullFence();
    synchronizeWithoutFence();
  }

  /** A grace period whose look at the readers is not ordered after the caller's stores. */
  void synchronizeWithoutFence() {
    long now = (long) GRACE.getOpaque(this) + 2;
    GRACE.setRelease(this, now);
    for (int i = 0; i < SPINS; i++) {
      long seen = (long) COUNTER.getAcquire(this);
      if (seen == 0 || seen == now) {
        return;
      }
      Thread.onSpinWait();
    }
    // The reader does not run: it cannot be met in this sample any more.
    while ((long) COUNTER.getAcquire(this) != 0) {
      Thread.yield();
    }
  }
}
