package dev.quiesce.harness.explore;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs one task of one execution after another: of the pool, or the exploring one.
 * The baton is a flag with park and unpark: of all threads of an execution exactly one runs.
 */
final class Worker {
  private final Thread thread;
  private volatile @Nullable Runnable job;
  private volatile boolean baton;
  private volatile boolean stopped;

  /** The calling thread, which {@link #serve}s when it has nothing else to do. */
  Worker() {
    this.thread = Thread.currentThread();
  }

  /** A thread of the pool. */
  Worker(Carrier carrier, int number, Strays strays) {
    this.thread =
        carrier.start(
            "explorer-" + number,
            () -> {
              strays.watch();
              serve(() -> stopped);
            });
  }

  /**
   * Gives the worker a job and the baton; it must be idle, or about to be when its own thread
   * calls.
   */
  void run(Runnable newJob) {
    // The baton first: a worker that is awake by chance takes the job as soon as it sees it, and
    // with it the baton. One that came later would let its first pause pass.
    baton = true;
    job = newJob;
    wake();
  }

  /** Gives the baton back to a paused worker. */
  void resume() {
    baton = true;
    wake();
  }

  /** Makes it look again whether there is something to do. */
  void wake() {
    if (thread != Thread.currentThread()) {
      LockSupport.unpark(thread);
    }
  }

  /** Called on the worker itself: waits for the baton. */
  void pause() {
    while (!baton) {
      LockSupport.park(this);
    }
    baton = false;
  }

  /** What the thread is doing right now, for the report of a stall. */
  StackTraceElement[] stack() {
    return thread.getStackTrace();
  }

  void stop() {
    stopped = true;
    wake();
  }

  /** Called on the worker itself: runs what it is given until it is idle and told to stop. */
  void serve(BooleanSupplier stop) {
    while (true) {
      Runnable next = job;
      if (next != null) {
        job = null;
        baton = false;
        next.run();
      } else if (stop.getAsBoolean()) {
        return;
      } else {
        LockSupport.park(this);
      }
    }
  }
}
