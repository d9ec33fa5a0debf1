package dev.quiesce.harness.explore;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The pool of workers of one explorer, for the tasks that the exploring thread does not run; grows
 * as needed, and is reused by every execution.
 */
final class Workers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Duration patience;
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final Strays strays = new Strays();
  private final Watchdog watchdog = new Watchdog(this);
  private Carrier carrier = Carrier.best();
  private int made;

  Workers() {
    this(PATIENCE);
  }

  /**
   * A pool.
   *
   * @param patience how long a task may keep the turn
   */
  Workers(Duration patience) {
    this.patience = patience;
  }

  Duration patience() {
    return patience;
  }

  String description() {
    synchronized (idle) {
      return carrier.description();
    }
  }

  /** What runs the explorations. */
  Watchdog watchdog() {
    return watchdog;
  }

  /** Starts a thread of the kind that runs the tasks. */
  Thread start(String name, Runnable body) {
    synchronized (idle) {
      return carrier.start(name, body);
    }
  }

  /** The threads that tasks make, which nobody controls. */
  Strays strays() {
    return strays;
  }

  Worker take() {
    synchronized (idle) {
      Worker worker = idle.poll();
      if (worker != null) {
        return worker;
      }
      return strays.exempt(() -> new Worker(carrier, made++, strays));
    }
  }

  void giveBack(Worker worker) {
    synchronized (idle) {
      idle.push(worker);
    }
  }

  /**
   * Some worker does not come back. If it is a virtual thread it may hold the only carrier, so that
   * no other would ever run: platform threads from now on.
   */
  void abandon() {
    close();
    synchronized (idle) {
      carrier = Carrier.platform();
    }
  }

  @Override
  public void close() {
    synchronized (idle) {
      idle.forEach(Worker::stop);
      idle.clear();
    }
  }
}
