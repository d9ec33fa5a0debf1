package dev.quiesce.harness.replay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Ends a replay in which an operation takes for ever: notes what every thread does, and gives up.
 */
final class Watchdog {
  private static final long POLL_MS = 20;

  private final ReplayContext context;
  private final List<Carrier> threads;
  private final long patienceNanos;
  private long allAwaitSince;

  Watchdog(ReplayContext context, List<Carrier> threads, Duration patience) {
    this.context = context;
    this.threads = threads;
    this.patienceNanos = patience.toNanos();
  }

  /** Waits until all threads have ended, or one of them is stuck. */
  void watch() throws InterruptedException {
    for (Carrier thread : threads) {
      while (thread.isAlive() && !context.abandoned.isGivenUp()) {
        thread.join(POLL_MS);
        check();
      }
    }
  }

  private void check() {
    long now = System.nanoTime();
    boolean anyAwaits = false;
    boolean anyWorks = false;
    for (Carrier thread : threads) {
      long since = thread.meter().busySince.get();
      anyAwaits |= since == ThreadMeter.AWAITS;
      anyWorks |= since != ThreadMeter.AWAITS && since != ThreadMeter.ENDED;
      if (since > 0 && now - since > patienceNanos) {
        giveUp("thread " + thread.getName() + " makes no progress", List.of(thread));
        return;
      }
    }
    if (!anyAwaits || anyWorks) {
      allAwaitSince = 0;
    } else if (allAwaitSince == 0) {
      allAwaitSince = now;
    } else if (now - allAwaitSince > patienceNanos) {
      giveUp("every thread waits for another one", threads);
    }
  }

  private void giveUp(String reason, List<Carrier> stuck) {
    String seconds = " for " + Duration.ofNanos(patienceNanos).toMillis() + " ms";
    context.diagnoses.fatal("no progress: " + reason + seconds + StackTraces.startingWith(stuck));
    context.abandoned.giveUp();
  }

  /** Runs {@code action} on a thread of its own; the thread, if that outlives the patience. */
  static Optional<Thread> outlives(Duration patience, String name, Runnable action)
      throws InterruptedException {
    Thread thread = new Thread(action, name);
    thread.setDaemon(true);
    thread.start();
    thread.join(patience.toMillis());
    return thread.isAlive() ? Optional.of(thread) : Optional.empty();
  }
}
