package dev.quiesce.api.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.seam.AsymmetricBarrier;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an updater that waits asks of readers, and for how long. */
@Timeout(60)
class FastRcuFavourTest {
  private final FastRcu rcu =
      new FastRcu(new Bql(LockObserver.NONE), Batching.PROMPT, AsymmetricBarrier.fenced());
  private final FastReader bystander = (FastReader) rcu.attach("bystander").rcu();
  private final AtomicReference<FastReader> holder = new AtomicReference<>();
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch leave = new CountDownLatch(1);

  /** Starts a reader that stays in its section, and an updater that waits for it. */
  private Thread updater() throws InterruptedException {
    new Thread(this::stay, "holder").start();
    inside.await();
    Thread updater = new Thread(this::synchronize, "updater");
    updater.start();
    return updater;
  }

  private void stay() {
    QemuThread self = rcu.attach("holder");
    holder.set((FastReader) self.rcu());
    self.rcu().lock();
    inside.countDown();
    try {
      leave.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    self.rcu().unlock();
    rcu.detach(self);
  }

  private void synchronize() {
    QemuThread updater = rcu.attach("updater");
    rcu.synchronize(updater);
    rcu.detach(updater);
  }

  private static void await(FastReader reader, long favour) {
    while (FastReader.FAVOUR.getOpaque(reader) != favour) {
      Thread.onSpinWait();
    }
  }

  private static long afterASection(FastReader reader, long favour) {
    FastReader.FAVOUR.setVolatile(reader, favour);
    reader.lock();
    reader.unlock();
    return FastReader.FAVOUR.getVolatile(reader);
  }

  @Test
  void yield_afterASection_isStillAsked() {
    assertThat(afterASection(bystander, FastReader.YIELD)).isEqualTo(FastReader.YIELD);
  }

  @Test
  void wakeUp_afterASection_isAskedNoMore() {
    assertThat(afterASection(bystander, FastReader.WAKE)).isEqualTo(FastReader.YIELD);
  }

  @Test
  void yield_besideALongSection_isWithdrawnWhileItLasts() throws Exception {
    Thread updater = updater();
    // Everybody is asked to yield before the one that is awaited is asked to wake.
    await(holder.get(), FastReader.WAKE);
    await(bystander, FastReader.NO_FAVOUR);

    assertThat(updater.isAlive()).isTrue();
    leave.countDown();
    updater.join();
  }

  @Test
  void favours_afterTheGracePeriod_areWithdrawn() throws Exception {
    Thread updater = updater();
    await(holder.get(), FastReader.WAKE);
    leave.countDown();
    updater.join();

    assertThat(FastReader.FAVOUR.getVolatile(bystander)).isEqualTo(FastReader.NO_FAVOUR);
  }
}
