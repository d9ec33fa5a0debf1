package dev.quiesce.api.seam;

import java.lang.invoke.VarHandle;

/**
 * The event of a process with real threads: a volatile flag, and a monitor for those who have to
 * wait.
 */
final class NativeEvent extends Event {
  private static final long FOREVER = Long.MAX_VALUE;

  private volatile boolean flag;
  private final Object monitor = new Object();

  NativeEvent(String name, boolean set) {
    super(name);
    this.flag = set;
  }

  @Override
  public void set() {
    // Orders the caller's stores (the condition) before the look at the flag; pairs with reset()
    // followed by the waiter's check.
    VarHandle.fullFence();
    if (!flag) {
      synchronized (monitor) {
        flag = true;
        monitor.notifyAll();
      }
    }
  }

  @Override
  public void reset() {
    flag = false;
  }

  @Override
  public void await() {
    // Not of a timed wait: it ends whatever others do.
    LockWatch watch = Seam.lockWatch();
    if (watch != null) {
      watch.awaiting(raisers());
    }
    boolean unused = await(FOREVER);
  }

  @Override
  public boolean await(long nanos) {
    if (flag) {
      return true;
    }
    long end = nanos == FOREVER ? 0 : System.nanoTime() + nanos;
    boolean interrupted = false;
    try {
      synchronized (monitor) {
        while (!flag) {
          long left = nanos == FOREVER ? FOREVER : end - System.nanoTime();
          if (left <= 0) {
            return false;
          }
          try {
            if (left == FOREVER) {
              // Not wait(0, 0), which says the same: tools that know the two apart see a time-out
              // there.
              monitor.wait();
            } else {
              monitor.wait(left / 1_000_000, (int) (left % 1_000_000));
            }
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
