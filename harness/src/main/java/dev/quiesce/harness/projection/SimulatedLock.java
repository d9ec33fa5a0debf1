package dev.quiesce.harness.projection;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * A mutex in simulated time. First come, first served: the real ones let a thread that comes at the
 * right moment overtake, which changes who waits, and hardly how long all of them wait together.
 */
final class SimulatedLock {
  private static final int DIGITS = 3;

  private record Waiter(String who, double sinceNs, Runnable then) {}

  private final Timeline timeline;
  private final Queue<Waiter> waiters = new ArrayDeque<>();
  private final Map<String, Histogram> waits = new TreeMap<>();
  private boolean held;
  private double heldSince;
  private double heldNs;

  SimulatedLock(Timeline timeline) {
    this.timeline = timeline;
  }

  /** Asks for the lock; {@code then} runs, holding it, when it is granted. */
  void acquire(String who, Runnable then) {
    waiters.add(new Waiter(who, timeline.nowNs(), then));
    if (!held) {
      grant();
    }
  }

  /** Holds the lock for so long, then goes on without it. */
  void hold(String who, double ns, Runnable then) {
    acquire(
        who,
        () ->
            timeline.after(
                ns,
                () -> {
                  release();
                  then.run();
                }));
  }

  /** Lets it go. */
  void release() {
    held = false;
    heldNs += timeline.nowNs() - heldSince;
    if (!waiters.isEmpty()) {
      grant();
    }
  }

  private void grant() {
    Waiter next = waiters.remove();
    held = true;
    heldSince = timeline.nowNs();
    waits
        .computeIfAbsent(next.who(), key -> new Histogram(DIGITS))
        .recordValue(Math.round(timeline.nowNs() - next.sinceNs()));
    next.then().run();
  }

  /** Which part of the time so far it was held. */
  double utilisation() {
    double ns = heldNs + (held ? timeline.nowNs() - heldSince : 0);
    return timeline.nowNs() == 0 ? 0 : ns / timeline.nowNs();
  }

  /** The waits of that kind of thread, in ns; empty if it never asked. */
  Histogram waits(String who) {
    return waits.getOrDefault(who, new Histogram(DIGITS));
  }
}
