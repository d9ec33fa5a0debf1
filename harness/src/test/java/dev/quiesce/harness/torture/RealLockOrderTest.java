package dev.quiesce.harness.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.ReadWriteLock;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuDomain;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Cycles in the order of locks of real threads that run one after the other and never wait. */
final class RealLockOrderTest {
  private final LockOrder order = new LockOrder();
  private final Mutex a = Seam.mutex("a");
  private final Mutex b = Seam.mutex("b");

  private void thread(String name, Runnable body) throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              Seam.watch(order.watch(name));
              body.run();
            },
            name);
    thread.start();
    thread.join(TimeUnit.SECONDS.toMillis(60));
    assertThat(thread.isAlive()).isFalse();
  }

  private static void nested(Mutex outer, Mutex inner) {
    outer.lock();
    inner.lock();
    inner.unlock();
    outer.unlock();
  }

  @Test
  void inversion_ofTwoThreads_isReportedWithBothStacks() throws InterruptedException {
    thread("walker-1", () -> nested(a, b));
    thread("updater-7", () -> nested(b, a));

    assertThat(order.cycles())
        .singleElement()
        .asString()
        .matches(
            "lock order: a -> b -> a: walker holds a and takes b at"
                + " RealLockOrderTest\\.nested:\\d+ < RealLockOrderTest.*; updater holds b and"
                + " takes a at RealLockOrderTest\\.nested:\\d+ < RealLockOrderTest.*");
  }

  @Test
  void inversion_byTryLock_isClean() throws InterruptedException {
    thread("t1", () -> nested(a, b));
    thread(
        "t2",
        () -> {
          b.lock();
          assertThat(a.tryLock()).isTrue();
          a.unlock();
          b.unlock();
        });
    assertThat(order.cycles()).isEmpty();
  }

  @Test
  void lock_takenInsideATriedOne_isAnEdge() throws InterruptedException {
    thread("t1", () -> nested(b, a));
    thread(
        "t2",
        () -> {
          assertThat(a.tryLock()).isTrue();
          b.lock();
          b.unlock();
          a.unlock();
        });
    assertThat(order.cycles()).hasSize(1);
  }

  @Test
  void thread_withSeveralNumbers_goesByWhatIsBeforeThem() throws InterruptedException {
    thread("churn of nemesis 12.3", () -> nested(a, b));
    thread("updater-7", () -> nested(b, a));
    assertThat(order.cycles())
        .singleElement()
        .asString()
        .contains("a: churn of nemesis holds a and takes b at");
  }

  private void readerThatTakesA(ReadWriteLock lock) throws InterruptedException {
    thread(
        "reader",
        () -> {
          lock.lockRead();
          a.lock();
          a.unlock();
          lock.unlockRead();
        });
  }

  private void writer(ReadWriteLock lock) throws InterruptedException {
    thread(
        "writer",
        () -> {
          lock.lockWrite();
          lock.unlockWrite();
        });
  }

  private void readers(ReadWriteLock lock) throws InterruptedException {
    readerThatTakesA(lock);
    thread(
        "reader inside",
        () -> {
          a.lock();
          lock.lockRead();
          lock.unlockRead();
          a.unlock();
        });
    writer(lock);
  }

  @Test
  void readers_bothWaysRound_standAgainstEachOtherBehindAWriter() throws InterruptedException {
    readers(Seam.readWriteLock("rw"));
    assertThat(order.cycles()).singleElement().asString().contains("a -> rw -> rw (shared) -> a");
  }

  private void readsInARead(ReadWriteLock lock) throws InterruptedException {
    thread(
        "reader",
        () -> {
          lock.lockRead();
          lock.lockRead();
          lock.unlockRead();
          lock.unlockRead();
        });
    writer(lock);
  }

  @Test
  void reader_thatReadsAgain_standsAgainstTheWriterOfTheStampedLockOnly()
      throws InterruptedException {
    readsInARead(Seam.readWriteLock("rw"));
    assertThat(order.cycles()).isEmpty();
    readsInARead(Seam.stampedLock("stamped"));
    assertThat(order.cycles())
        .singleElement()
        .asString()
        .contains("stamped -> stamped (shared) -> stamped");
  }

  @Test
  void writer_insideALockThatReadersTake_isReported() throws InterruptedException {
    ReadWriteLock lock = Seam.readWriteLock("rw");
    readerThatTakesA(lock);
    thread(
        "writer inside",
        () -> {
          a.lock();
          lock.lockWrite();
          lock.unlockWrite();
          a.unlock();
        });
    assertThat(order.cycles()).singleElement().asString().contains("a -> rw (shared) -> a");
  }

  @Test
  void gracePeriod_underALockTakenInsideAReader_isReported() throws InterruptedException {
    QemuRcu rcu = new QemuRcu(new Bql(LockObserver.NONE), Batching.PROMPT);
    QemuThread reader = rcu.attach("reader");
    QemuThread updater = rcu.attach("updater");
    thread(
        "reader",
        () -> {
          reader.rcu().lock();
          a.lock();
          a.unlock();
          reader.rcu().unlock();
        });
    thread(
        "updater",
        () -> {
          a.lock();
          rcu.synchronize(updater);
          a.unlock();
        });
    assertThat(order.cycles()).singleElement().asString().contains("a -> grace period -> a");
  }

  @Test
  void callback_waitedForUnderALockThatItTakes_isReported() throws InterruptedException {
    Event done = Seam.event("done", true).raisedBy(RcuDomain.WORKER);
    thread(
        RcuDomain.WORKER,
        () -> {
          Seam.mark(MarkerKind.CALLBACKS_BEGIN, null, null);
          a.lock();
          a.unlock();
          Seam.mark(MarkerKind.CALLBACKS_END, null, null);
        });
    thread(
        "waiter",
        () -> {
          a.lock();
          done.await();
          a.unlock();
        });
    assertThat(order.cycles())
        .singleElement()
        .asString()
        .contains("RCU callbacks -> a -> RCU callbacks");
  }

  @Test
  void locks_ofAThreadThatIsWatchedNoMore_areNotFollowed() throws InterruptedException {
    thread("t1", () -> nested(a, b));
    thread(
        "t2",
        () -> {
          Seam.watch(null);
          nested(b, a);
        });
    assertThat(order.cycles()).isEmpty();
  }
}
