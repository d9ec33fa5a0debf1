package dev.quiesce.harness.torture;

import java.util.concurrent.locks.LockSupport;

/** Time that passes, whatever interrupts and stray unparks there are; the interrupt stays. */
final class Rest {
  private Rest() {}

  static void nanos(long nanos) {
    long end = System.nanoTime() + nanos;
    boolean interrupted = false;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      interrupted |= Thread.interrupted();
      LockSupport.parkNanos(left);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  static void micros(long micros) {
    nanos(micros * 1000);
  }

  static void millis(long millis) {
    nanos(millis * 1_000_000);
  }
}
