package dev.quiesce.api.seam;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/**
 * The event of a process with real threads: a flag, and the JDK's queue of parked threads for those
 * who have to wait.
 */
final class NativeEvent extends Event {
  private final Gate gate = new Gate();

  NativeEvent(String name, boolean set) {
    super(name);
    if (set) {
      gate.open();
    }
  }

  /** Lets everybody through while it is open. */
  private static final class Gate extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;

    private static final int SHUT = 0;
    private static final int OPEN = 1;

    boolean isOpen() {
      return getState() == OPEN;
    }

    void open() {
      boolean unused = releaseShared(OPEN);
    }

    void shut() {
      setState(SHUT);
    }

    @Override
    protected int tryAcquireShared(int unused) {
      return isOpen() ? 1 : -1;
    }

    @Override
    protected boolean tryReleaseShared(int unused) {
      setState(OPEN);
      return true;
    }
  }

  @Override
  public void set() {
    // Orders the caller's stores (the condition) before the look at the flag; pairs with reset()
    // followed by the waiter's check.
    VarHandle.fullFence();
    if (!gate.isOpen()) {
      gate.open();
    }
  }

  @Override
  public void reset() {
    gate.shut();
  }

  @Override
  public void await() {
    // Not of a timed wait: it ends whatever others do.
    LockWatch watch = Seam.lockWatch();
    if (watch != null) {
      watch.awaiting(raisers());
    }
    gate.acquireShared(Gate.OPEN);
  }

  @Override
  public boolean await(long nanos) {
    long end = System.nanoTime() + nanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return gate.tryAcquireSharedNanos(Gate.OPEN, end - System.nanoTime());
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
