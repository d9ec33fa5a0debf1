package dev.quiesce.harness.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.QemuThread;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a stall report says of those who cause it. */
@Timeout(60)
class StallWatchTest {
  private final QemuRcu rcu = new QemuRcu(new Bql(LockObserver.NONE), Batching.PROMPT);

  private Thread updater() {
    Thread thread =
        new Thread(
            () -> {
              QemuThread self = rcu.attach("updater");
              rcu.synchronize(self);
              rcu.detach(self);
            });
    thread.start();
    return thread;
  }

  /** Of a stall; on a busy machine the process may be seen to have been paused before. */
  private static String firstStall(StallWatch watch) {
    while (true) {
      Optional<String> stall =
          watch.reports().stream().filter(one -> !one.contains("process paused")).findFirst();
      if (stall.isPresent()) {
        return stall.get();
      }
      Rest.millis(1);
    }
  }

  @Test
  void report_readerStuck_showsItsStack() throws Exception {
    CountDownLatch leave = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              QemuThread self = rcu.attach("lingering");
              self.rcu().lock();
              inside.countDown();
              linger(leave);
              self.rcu().unlock();
              rcu.detach(self);
            },
            "lingering");
    reader.start();
    inside.await();
    try (StallWatch watch = new StallWatch(rcu, Duration.ofMillis(200))) {
      Thread updater = updater();
      assertThat(firstStall(watch)).contains("reader stuck", "\"lingering\"", "linger");
      leave.countDown();
      updater.join();
    }
    reader.join();
  }

  private static void linger(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void report_readerDiedInItsSection_saysThatItIsDead() throws Exception {
    AtomicReference<QemuThread> dead = new AtomicReference<>();
    Thread reader =
        new Thread(
            () -> {
              QemuThread self = rcu.attach("mortal");
              self.rcu().lock();
              dead.set(self);
            },
            "mortal");
    reader.start();
    reader.join();
    try (StallWatch watch = new StallWatch(rcu, Duration.ofMillis(200))) {
      Thread updater = updater();
      assertThat(firstStall(watch)).contains("\"mortal\" is dead");
      rcu.bury(dead.get());
      updater.join();
    }
  }
}
