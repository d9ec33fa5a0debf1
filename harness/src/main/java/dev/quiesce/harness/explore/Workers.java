package dev.quiesce.harness.explore;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The pool of workers of one explorer; grows to the largest number of tasks and is reused by every
 * execution.
 */
final class Workers implements AutoCloseable {
  private final Carrier carrier = Carrier.best();
  private final Deque<Worker> idle = new ArrayDeque<>();
  private int made;

  String description() {
    return carrier.description();
  }

  Worker take() {
    synchronized (idle) {
      Worker worker = idle.poll();
      return worker != null ? worker : new Worker(carrier, made++);
    }
  }

  void giveBack(Worker worker) {
    synchronized (idle) {
      idle.push(worker);
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
