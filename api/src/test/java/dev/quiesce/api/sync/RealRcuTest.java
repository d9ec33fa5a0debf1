package dev.quiesce.api.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.seam.AsymmetricBarrier;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** A domain with real threads, its call_rcu thread and one more that is attached. */
abstract class RealRcuTest {
  final Bql bql = new Bql(LockObserver.NONE);
  final RcuDomain rcu;
  final QemuThread self;

  /** The domains. */
  enum Domain {
    QEMU,
    FAST_FENCED,
    FAST_MEMBARRIER;

    RcuDomain create(Bql bql) {
      return switch (this) {
        case QEMU -> new QemuRcu(bql, Batching.PROMPT);
        case FAST_FENCED -> new FastRcu(bql, Batching.PROMPT, AsymmetricBarrier.fenced());
        case FAST_MEMBARRIER ->
            new FastRcu(bql, Batching.PROMPT, AsymmetricBarrier.membarrier(RealRcuTest::safepoint));
      };
    }
  }

  /** A fence on every thread without native code: each stops to show its stack. */
  private static void safepoint() {
    assertThat(Thread.getAllStackTraces()).isNotEmpty();
  }

  RealRcuTest(Domain domain) {
    rcu = domain.create(bql);
    self = rcu.attach("main");
    rcu.start(() -> rcu.attach("call_rcu"));
    // From here on the call_rcu thread is registered.
    rcu.drain(self);
  }

  @AfterEach
  void close() {
    rcu.detach(self);
    rcu.close();
  }

  /** Runs {@code body} on a thread of its own that is attached as {@code name}. */
  final Thread thread(String name, Consumer<QemuThread> body) {
    Thread thread =
        new Thread(
            () -> {
              QemuThread other = rcu.attach(name);
              body.accept(other);
              rcu.detach(other);
            },
            name);
    thread.start();
    return thread;
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void napALittle() throws InterruptedException {
    // Long enough for a wrong implementation to go on; a right one does not depend on it.
    TimeUnit.MILLISECONDS.sleep(30);
  }

  /** A thread in a read section, until it is told to leave. */
  final class OpenReader {
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final Thread thread;

    OpenReader(String name) {
      this.thread = thread(name, me -> section(me, inside, leave));
      RealRcuTest.await(inside);
    }

    /** It leaves its section and ends. */
    void leave() throws InterruptedException {
      leave.countDown();
      thread.join();
    }
  }

  static void section(QemuThread me, CountDownLatch inside, CountDownLatch leave) {
    me.rcu().lock();
    inside.countDown();
    await(leave);
    me.rcu().unlock();
  }
}
