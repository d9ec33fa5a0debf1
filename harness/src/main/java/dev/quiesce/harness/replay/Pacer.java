package dev.quiesce.harness.replay;

import java.util.concurrent.locks.LockSupport;

/** Recorded times on this machine's clock: sleeps until shortly before, then spins. */
final class Pacer {
  private static final long SPIN_NS = 150_000;

  private final StartLine startLine;
  private final ThreadMeter meter;
  private final Abandoned abandoned;
  private final double speed;

  Pacer(ReplayContext context, StartLine startLine, ThreadMeter meter) {
    this.startLine = startLine;
    this.meter = meter;
    this.abandoned = context.abandoned;
    this.speed = context.settings.speed();
  }

  /** The {@link System#nanoTime} at which something recorded at {@code atNs} is due. */
  long time(long atNs) {
    return startLine.epoch() + (long) ((atNs - startLine.firstNs()) / speed);
  }

  /** Waits for the time; returns the time then. */
  long await(long intended) {
    long now = System.nanoTime();
    if (now >= intended) {
      return now;
    }
    meter.busySince.lazySet(0);
    while (now < intended) {
      long left = intended - now;
      if (left > SPIN_NS) {
        LockSupport.parkNanos(left - SPIN_NS / 2);
        abandoned.check();
      } else {
        Thread.onSpinWait();
      }
      now = System.nanoTime();
    }
    return now;
  }
}
