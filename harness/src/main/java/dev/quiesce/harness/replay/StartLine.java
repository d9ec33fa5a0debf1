package dev.quiesce.harness.replay;

import java.util.concurrent.CountDownLatch;

/** Lets all threads start at one moment, once all of them are attached. */
final class StartLine {
  private static final long HEAD_START_NS = 2_000_000;

  private final CountDownLatch ready;
  private final CountDownLatch go = new CountDownLatch(1);
  private final long firstNs;
  private final Abandoned abandoned;
  private volatile long epoch;

  StartLine(int threads, long firstNs, Abandoned abandoned) {
    this.ready = new CountDownLatch(threads);
    this.firstNs = firstNs;
    this.abandoned = abandoned;
  }

  /** Called by each thread: blocks until all are there. */
  void await() throws InterruptedException {
    ready.countDown();
    go.await();
    abandoned.check();
  }

  /** Starts the threads; {@link System#nanoTime} of the first recorded step is {@link #epoch}. */
  void open() throws InterruptedException {
    ready.await();
    epoch = System.nanoTime() + HEAD_START_NS;
    go.countDown();
  }

  long epoch() {
    return epoch;
  }

  /** Recorded time of the first step. */
  long firstNs() {
    return firstNs;
  }
}
