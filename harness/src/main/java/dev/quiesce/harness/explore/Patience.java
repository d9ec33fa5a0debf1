package dev.quiesce.harness.explore;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** How long to wait for what makes no progress. */
final class Patience {
  private Patience() {}

  /**
   * Parks the calling thread until {@code done}.
   *
   * @param progress a count that another thread raises; a stale one only makes it wait longer
   * @return false if the count stood still for as long as {@code limit}
   */
  static boolean await(Object blocker, BooleanSupplier done, IntSupplier progress, Duration limit) {
    long patience = limit.toNanos();
    int before = -1;
    long since = System.nanoTime();
    while (!done.getAsBoolean()) {
      LockSupport.parkNanos(blocker, patience / 4);
      int now = progress.getAsInt();
      if (now != before) {
        before = now;
        since = System.nanoTime();
      } else if (!done.getAsBoolean() && System.nanoTime() - since > patience) {
        return false;
      }
    }
    return true;
  }
}
