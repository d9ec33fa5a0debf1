package dev.quiesce.harness.replay;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * What one thread must have done before another can go on, because the recording says that it
 * caused it: a registration, an address space, a migration's start and end.
 */
final class Milestones {
  private static final long NAP_NS = 20_000;

  private final int listeners;
  private final int spaces;
  private final int migrations;
  private final AtomicIntegerArray reached;

  Milestones(int listeners, int spaces, int migrations) {
    this.listeners = listeners;
    this.spaces = spaces;
    this.migrations = migrations;
    this.reached = new AtomicIntegerArray(listeners + spaces + 2 * migrations);
  }

  /** The listener's registration was attempted. */
  int registered(int listener) {
    return listener;
  }

  /** The address space was initialised. */
  int initialised(int space) {
    return listeners + space;
  }

  /** The migration has started. */
  int started(int migration) {
    return listeners + spaces + migration;
  }

  /** The migration's thread has reached its end. */
  int ended(int migration) {
    return listeners + spaces + migrations + migration;
  }

  void reach(int milestone) {
    reached.setRelease(milestone, 1);
  }

  boolean isReached(int milestone) {
    return reached.getAcquire(milestone) != 0;
  }

  /** Blocks until it is reached, or the replay is given up. */
  void await(int milestone, Abandoned abandoned) {
    while (!isReached(milestone)) {
      abandoned.check();
      LockSupport.parkNanos(NAP_NS);
    }
  }
}
