package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The hand-over of the turn, with real threads. */
@Tag("controlled")
@Timeout(60)
final class WorkerTest {
  private static final int ROUNDS = 100_000;

  /** A permit is left over whenever somebody is resumed who had not parked yet. */
  @Test
  void run_ofAWorkerThatIsAwakeByChance_givesOneTurn() throws InterruptedException {
    Worker worker = new Worker(Carrier.platform(), 0, new Strays());
    AtomicReference<Thread> thread = new AtomicReference<>();
    AtomicInteger allowed = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger finished = new AtomicInteger();
    AtomicInteger tooEarly = new AtomicInteger();
    Runnable job =
        () -> {
          thread.set(Thread.currentThread());
          taken.incrementAndGet();
          worker.pause();
          if (allowed.get() < taken.get()) {
            tooEarly.incrementAndGet();
          }
          finished.incrementAndGet();
        };
    Thread noise =
        new Thread(
            () -> {
              while (finished.get() < ROUNDS) {
                LockSupport.unpark(thread.get());
                Thread.onSpinWait();
              }
            },
            "noise");
    noise.start();
    for (int round = 1; round <= ROUNDS; round++) {
      worker.run(job);
      await(taken, round);
      allowed.set(round);
      worker.resume();
      await(finished, round);
    }
    noise.join();
    worker.stop();

    assertThat(tooEarly).hasValue(0);
  }

  private static void await(AtomicInteger count, int value) {
    while (count.get() < value) {
      Thread.onSpinWait();
    }
  }
}
