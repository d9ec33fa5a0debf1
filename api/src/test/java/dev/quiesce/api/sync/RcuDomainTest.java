package dev.quiesce.api.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.api.seam.AsymmetricBarrier;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every RCU domain with real threads. */
@Timeout(60)
@ParameterizedClass
@EnumSource
class RcuDomainTest {
  private final Bql bql = new Bql(LockObserver.NONE);
  private final RcuDomain rcu;
  private final QemuThread self;

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
            new FastRcu(
                bql, Batching.PROMPT, AsymmetricBarrier.membarrier(RcuDomainTest::safepoint));
      };
    }
  }

  /** A fence on every thread without native code: each stops to show its stack. */
  private static void safepoint() {
    assertThat(Thread.getAllStackTraces()).isNotEmpty();
  }

  RcuDomainTest(Domain domain) {
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
  private Thread thread(String name, Consumer<QemuThread> body) {
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

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void napALittle() throws InterruptedException {
    // Long enough for a wrong implementation to go on; a right one does not depend on it.
    TimeUnit.MILLISECONDS.sleep(30);
  }

  @Test
  void sections_nested_endWithTheOutermost() {
    self.rcu().lock();
    self.rcu().lock();
    self.rcu().unlock();
    assertThat(self.rcu().depth()).isEqualTo(1);
    assertThatThrownBy(() -> rcu.synchronize(self)).isInstanceOf(SelfDeadlock.class);
    self.rcu().unlock();
    rcu.synchronize(self);
  }

  @Test
  void unlock_outsideAnySection_isRefused() {
    assertThatThrownBy(() -> self.rcu().unlock())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("outside any read section");
  }

  @Test
  void detach_withAnOpenSection_isRefused() {
    self.rcu().lock();
    assertThatThrownBy(() -> rcu.detach(self))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1 open read section");
    self.rcu().unlock();
  }

  @Test
  void drain_insideASection_isDiagnosedBeforeTheBqlIsDropped() {
    bql.lock(self, "test");
    self.rcu().lock();
    assertThatThrownBy(() -> rcu.drain(self))
        .isInstanceOf(SelfDeadlock.class)
        .hasMessageContaining("depth 1");
    assertThat(self.holdsBql()).isTrue();
    self.rcu().unlock();
    bql.unlock(self);
  }

  @Test
  void synchronize_withAnOpenReader_waitsForItAndNotForLaterOnes() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    CountDownLatch laterInside = new CountDownLatch(1);
    CountDownLatch laterLeave = new CountDownLatch(1);
    Thread reader = thread("reader", me -> section(me, inside, leave));
    await(inside);
    AtomicBoolean done = new AtomicBoolean();
    Thread updater =
        thread(
            "updater",
            me -> {
              rcu.synchronize(me);
              done.set(true);
            });
    napALittle();
    assertThat(done).isFalse();
    Thread later = thread("later", me -> section(me, laterInside, laterLeave));
    leave.countDown();
    updater.join();
    assertThat(done).isTrue();
    await(laterInside);
    laterLeave.countDown();
    reader.join();
    later.join();
  }

  private static void section(QemuThread me, CountDownLatch inside, CountDownLatch leave) {
    me.rcu().lock();
    inside.countDown();
    await(leave);
    me.rcu().unlock();
  }

  @Test
  void callRcu_severalCallbacks_runInOrderWithTheBql() {
    List<Integer> order = new CopyOnWriteArrayList<>();
    AtomicBoolean alwaysHeld = new AtomicBoolean(true);
    for (int i = 0; i < 200; i++) {
      int number = i;
      rcu.callRcu(
          worker -> {
            order.add(number);
            alwaysHeld.compareAndSet(true, worker.holdsBql());
          });
    }
    rcu.drain(self);
    assertThat(order).hasSize(200).isSorted();
    assertThat(alwaysHeld).isTrue();
  }

  @Test
  void callRcu_callbackReturnsWithoutTheBql_isDiagnosedAndTheNextOneHasIt() {
    AtomicBoolean nextHeld = new AtomicBoolean();
    Bql otherBql = new Bql(LockObserver.NONE);
    RcuDomain other = new QemuRcu(otherBql, Batching.PROMPT);
    QemuThread caller = other.attach("main");
    other.start(() -> other.attach(RcuDomain.WORKER));
    other.callRcu(otherBql::unlock);
    other.callRcu(worker -> nextHeld.set(worker.holdsBql()));
    other.drain(caller);
    other.detach(caller);

    assertThatThrownBy(other::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("returned without the BQL: take it again");
    assertThat(nextHeld).isTrue();
  }

  @Test
  void callRcu_withAnOpenReader_waitsForIt() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Thread reader = thread("reader", me -> section(me, inside, leave));
    await(inside);
    AtomicBoolean ran = new AtomicBoolean();
    rcu.callRcu(worker -> ran.set(true));
    napALittle();
    assertThat(ran).isFalse();
    leave.countDown();
    rcu.drain(self);
    assertThat(ran).isTrue();
    reader.join();
  }

  @Test
  void synchronize_withQueuedCallbacks_doesNotWaitForThem() {
    bql.lock(self, "test");
    AtomicBoolean ran = new AtomicBoolean();
    rcu.callRcu(worker -> ran.set(true));
    rcu.synchronize(self);
    // The callback needs the BQL, which this thread holds.
    assertThat(ran).isFalse();
    rcu.drain(self);
    assertThat(ran).isTrue();
    bql.unlock(self);
  }

  @Test
  void drain_withTheBql_dropsAndRetakesIt() throws Exception {
    bql.lock(self, "test");
    CountDownLatch wants = new CountDownLatch(1);
    AtomicBoolean rivalHadIt = new AtomicBoolean();
    Thread rival =
        thread(
            "rival",
            me -> {
              wants.countDown();
              bql.lock(me, "rival");
              rivalHadIt.set(true);
              bql.unlock(me);
            });
    await(wants);
    while (!rivalHadIt.get()) {
      rcu.drain(self);
      assertThat(self.holdsBql()).isTrue();
    }
    bql.unlock(self);
    rival.join();
  }

  @Test
  void drain_insideACallback_isDiagnosed() {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    rcu.callRcu(
        worker -> {
          try {
            rcu.drain(worker);
          } catch (SelfDeadlock e) {
            thrown.set(e);
          }
        });
    rcu.drain(self);
    assertThat(thrown.get()).isInstanceOf(SelfDeadlock.class).hasMessageContaining("callback");
  }

  @Test
  void drain_withAnOpenReader_kicksItsForceQuiescentNotifier() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch kicked = new CountDownLatch(1);
    Thread vcpu =
        thread(
            "vcpu",
            me -> {
              rcu.addForceQuiescentNotifier(me.rcu(), kicked::countDown);
              section(me, inside, kicked);
            });
    await(inside);
    rcu.drain(self);
    assertThat(kicked.getCount()).isZero();
    vcpu.join();
  }

  @Test
  void detach_duringAGracePeriod_leavesNoReaderBehind() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    CountDownLatch idle = new CountDownLatch(1);
    CountDownLatch goAway = new CountDownLatch(1);
    Thread reader = thread("reader", me -> section(me, inside, leave));
    Thread idler =
        thread(
            "idler",
            me -> {
              idle.countDown();
              await(goAway);
            });
    await(inside);
    await(idle);
    int before = rcu.readers();
    Thread updater = thread("updater", rcu::synchronize);
    napALittle();
    goAway.countDown();
    idler.join();
    leave.countDown();
    updater.join();
    reader.join();
    assertThat(rcu.readers()).isEqualTo(before - 2);
  }

  @Test
  void threads_thatComeAndGo_leaveNoReaderBehind() throws Exception {
    int before = rcu.readers();
    for (int i = 0; i < 200; i++) {
      Thread brief =
          thread(
              "brief",
              me -> {
                me.rcu().lock();
                me.rcu().unlock();
              });
      if (i % 50 == 0) {
        rcu.synchronize(self);
      }
      brief.join();
    }
    assertThat(rcu.readers()).isEqualTo(before);
  }

  @Test
  void synchronize_byTwoAtOnce_endsForBoth() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Thread reader = thread("reader", me -> section(me, inside, leave));
    await(inside);
    Thread first = thread("first", rcu::synchronize);
    Thread second = thread("second", rcu::synchronize);
    napALittle();
    leave.countDown();
    first.join();
    second.join();
    reader.join();
    assertThat(rcu.readers()).isEqualTo(2);
  }

  @Test
  void bql_takenTwice_isRefused() {
    bql.lock(self, "test");
    assertThatThrownBy(() -> bql.lock(self, "again"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("taken twice by main");
    bql.unlock(self);
    assertThatThrownBy(() -> bql.unlock(self)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void readers_underLoad_neverSeeARetiredValue() throws Exception {
    AtomicReference<int[]> current = new AtomicReference<>(new int[] {1});
    AtomicBoolean stop = new AtomicBoolean();
    AtomicBoolean torn = new AtomicBoolean();
    Thread reader =
        thread(
            "reader",
            me -> {
              while (!stop.get()) {
                me.rcu().lock();
                int[] seen = current.get();
                for (int i = 0; i < 50; i++) {
                  if (seen[0] != 1) {
                    torn.set(true);
                  }
                  Thread.onSpinWait();
                }
                me.rcu().unlock();
              }
            });
    for (int i = 0; i < 2000; i++) {
      int[] old = current.getAndSet(new int[] {1});
      if (i % 2 == 0) {
        rcu.synchronize(self);
        old[0] = 0;
      } else {
        rcu.callRcu(worker -> old[0] = 0);
      }
    }
    rcu.drain(self);
    stop.set(true);
    reader.join();
    assertThat(torn).isFalse();
  }

  @Test
  void callRcu_callbackThrows_laterOnesRunAndCloseThrowsIt() {
    Bql lock = new Bql(LockObserver.NONE);
    QemuRcu domain = new QemuRcu(lock, Batching.PROMPT);
    domain.start(() -> domain.attach("call_rcu"));
    AtomicBoolean ran = new AtomicBoolean();
    domain.callRcu(
        worker -> {
          throw new IllegalStateException("planted");
        });
    domain.callRcu(worker -> ran.set(true));

    assertThatThrownBy(domain::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("planted");

    assertThat(ran).isTrue();
  }

  @Test
  void gracePeriods_acrossTheWrapOfTheCounter_stillWaitForReaders() throws Exception {
    Bql lock = new Bql(LockObserver.NONE);
    QemuRcu domain = QemuRcu.beforeWrap(lock, Batching.PROMPT, 3);
    QemuThread me = domain.attach("main");
    for (int i = 0; i < 8; i++) {
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch leave = new CountDownLatch(1);
      AtomicBoolean left = new AtomicBoolean();
      Thread reader =
          new Thread(
              () -> {
                QemuThread other = domain.attach("reader");
                other.rcu().lock();
                inside.countDown();
                await(leave);
                left.set(true);
                other.rcu().unlock();
                domain.detach(other);
              });
      reader.start();
      await(inside);
      AtomicBoolean early = new AtomicBoolean();
      Thread updater =
          new Thread(
              () -> {
                QemuThread other = domain.attach("updater");
                domain.synchronize(other);
                early.set(!left.get());
                domain.detach(other);
              });
      updater.start();
      while (!domain.holdouts().equals(List.of("reader"))) {
        Thread.onSpinWait();
      }
      leave.countDown();
      updater.join();
      reader.join();
      assertThat(early).as("grace period %d", i).isFalse();
    }
    domain.detach(me);
  }

  @Test
  void bury_readerDiedInsideASection_gracePeriodEnds() throws Exception {
    AtomicReference<QemuThread> dead = new AtomicReference<>();
    Thread reader =
        new Thread(
            () -> {
              QemuThread other = rcu.attach("victim");
              other.rcu().lock();
              dead.set(other);
            });
    reader.start();
    reader.join();
    Thread updater = thread("updater", rcu::synchronize);
    while (!rcu.holdouts().equals(List.of("victim"))) {
      Thread.onSpinWait();
    }

    rcu.bury(dead.get());

    updater.join();
    assertThat(rcu.readers()).isEqualTo(2);
  }

  @Test
  void sections_whileAGracePeriodIsHeldUp_areEnteredAndLeftWithoutWaiting() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Thread reader = thread("sleepy", me -> section(me, inside, leave));
    await(inside);
    Thread updater = thread("updater", rcu::synchronize);
    while (!rcu.holdouts().equals(List.of("sleepy"))) {
      Thread.onSpinWait();
    }

    for (int i = 0; i < 10_000; i++) {
      self.rcu().lock();
      self.rcu().unlock();
    }

    assertThat(updater.isAlive()).isTrue();
    leave.countDown();
    updater.join();
    reader.join();
  }

  @Test
  void synchronize_interruptedBefore_completesAndKeepsTheInterrupt() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Thread reader = thread("sleepy", me -> section(me, inside, leave));
    await(inside);
    AtomicBoolean kept = new AtomicBoolean();
    Thread updater =
        thread(
            "updater",
            me -> {
              Thread.currentThread().interrupt();
              rcu.synchronize(me);
              kept.set(Thread.interrupted());
            });
    while (!rcu.holdouts().equals(List.of("sleepy"))) {
      Thread.onSpinWait();
    }
    leave.countDown();
    updater.join();
    reader.join();

    assertThat(kept).isTrue();
  }
}
