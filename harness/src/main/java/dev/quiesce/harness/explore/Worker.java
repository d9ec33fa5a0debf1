package dev.quiesce.harness.explore;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A pooled thread that runs one task of one execution after another. The baton is a flag with park
 * and unpark: of all threads of an execution exactly one runs.
 */
final class Worker {
  private final Thread thread;
  private volatile @Nullable Runnable job;
  private volatile boolean baton;
  private volatile boolean stopped;

  Worker(Carrier carrier, int number, Strays strays) {
    this.thread =
        carrier.start(
            "explorer-" + number,
            () -> {
              strays.watch();
              loop();
            });
  }

  /** Gives the worker a job and the baton; it must be idle. */
  void run(Runnable newJob) {
    // The baton first: a worker that is awake by chance takes the job as soon as it sees it, and
    // with it the baton. One that came later would let its first pause pass.
    baton = true;
    job = newJob;
    LockSupport.unpark(thread);
  }

  /** Gives the baton back to a paused worker. */
  void resume() {
    baton = true;
    LockSupport.unpark(thread);
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
    LockSupport.unpark(thread);
  }

  private void loop() {
    while (true) {
      Runnable next = job;
      if (next != null) {
        job = null;
        baton = false;
        next.run();
      } else if (stopped) {
        return;
      } else {
        LockSupport.park(this);
      }
    }
  }
}
