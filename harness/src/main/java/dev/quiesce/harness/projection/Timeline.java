package dev.quiesce.harness.projection;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Simulated time, in ns: what is to happen, in order. Not thread-safe. */
final class Timeline {
  private record Event(double atNs, long number, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingDouble(Event::atNs).thenComparingLong(Event::number));
  private double now;
  private long numbers;

  /** The time. */
  double nowNs() {
    return now;
  }

  /** Does something later; of two things at the same time the one that was asked for first. */
  void after(double ns, Runnable action) {
    events.add(new Event(now + Math.max(0, ns), numbers++, action));
  }

  /** Lets time pass until then, or until nothing is left to happen. */
  void runUntil(double endNs) {
    for (Event next = events.peek(); next != null && next.atNs() <= endNs; next = events.peek()) {
      events.remove();
      now = next.atNs();
      next.action().run();
    }
    now = endNs;
  }
}
