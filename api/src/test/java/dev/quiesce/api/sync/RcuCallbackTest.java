package dev.quiesce.api.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Callbacks and drains of every RCU domain with real threads. */
@Timeout(60)
@ParameterizedClass
@EnumSource
class RcuCallbackTest extends RealRcuTest {
  RcuCallbackTest(Domain domain) {
    super(domain);
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
    OpenReader reader = new OpenReader("reader");
    AtomicBoolean ran = new AtomicBoolean();
    rcu.callRcu(worker -> ran.set(true));
    napALittle();
    assertThat(ran).isFalse();
    reader.leave();
    rcu.drain(self);
    assertThat(ran).isTrue();
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
}
