package dev.quiesce.api.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Sections and grace periods of every RCU domain with real threads. */
@Timeout(60)
@ParameterizedClass
@EnumSource
class RcuDomainTest extends RealRcuTest {
  RcuDomainTest(Domain domain) {
    super(domain);
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
  void synchronize_withAnOpenReader_waitsForItAndNotForLaterOnes() throws Exception {
    CountDownLatch laterInside = new CountDownLatch(1);
    CountDownLatch laterLeave = new CountDownLatch(1);
    OpenReader reader = new OpenReader("reader");
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
    reader.leave();
    updater.join();
    assertThat(done).isTrue();
    await(laterInside);
    laterLeave.countDown();
    later.join();
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
    OpenReader reader = new OpenReader("reader");
    Thread first = thread("first", rcu::synchronize);
    Thread second = thread("second", rcu::synchronize);
    napALittle();
    reader.leave();
    first.join();
    second.join();
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
    OpenReader reader = new OpenReader("sleepy");
    Thread updater = thread("updater", rcu::synchronize);
    while (!rcu.holdouts().equals(List.of("sleepy"))) {
      Thread.onSpinWait();
    }

    for (int i = 0; i < 10_000; i++) {
      self.rcu().lock();
      self.rcu().unlock();
    }

    assertThat(updater.isAlive()).isTrue();
    reader.leave();
    updater.join();
  }

  @Test
  void synchronize_interruptedBefore_completesAndKeepsTheInterrupt() throws Exception {
    OpenReader reader = new OpenReader("sleepy");
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
    reader.leave();
    updater.join();

    assertThat(kept).isTrue();
  }
}
