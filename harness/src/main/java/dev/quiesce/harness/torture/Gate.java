package dev.quiesce.harness.torture;

import java.time.Duration;

/**
 * Pauses and ends the threads of a round together (rcutorture's stutter). A thread passes between
 * two steps only, when it holds no lock and is in no section.
 */
final class Gate {
  private final Object monitor = new Object();
  private int threads;
  private int waiting;
  private boolean closed;

  /** Read without the monitor on every pass. */
  private volatile boolean open = true;

  /** A thread takes part from now on. */
  void join() {
    synchronized (monitor) {
      threads++;
    }
  }

  /** A thread takes part no more. */
  void leave() {
    synchronized (monitor) {
      threads--;
      monitor.notifyAll();
    }
  }

  /** Waits while the gate is shut; false when the round is over. Interrupts do not end the wait. */
  boolean pass() {
    if (open) {
      return true;
    }
    synchronized (monitor) {
      waiting++;
      monitor.notifyAll();
      while (!open && !closed) {
        try {
          monitor.wait();
        } catch (InterruptedException e) {
          // Whoever interrupts here does it for the sake of the disturbance.
        }
      }
      waiting--;
      return !closed;
    }
  }

  /** Shuts the gate; false if a thread does not come to it in time. */
  boolean shut(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (monitor) {
      open = false;
      while (waiting < threads) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        monitor.wait(left);
      }
      return true;
    }
  }

  /** Opens the gate again. */
  void open() {
    synchronized (monitor) {
      open = true;
      monitor.notifyAll();
    }
  }

  /** Ends the round for every thread that comes to the gate; false if one does not leave. */
  boolean close(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (monitor) {
      closed = true;
      open = false;
      monitor.notifyAll();
      while (threads > 0) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        monitor.wait(left);
      }
      return true;
    }
  }

  /** Whether the round is over, for threads that are in the middle of something long. */
  boolean isOpen() {
    return open;
  }
}
