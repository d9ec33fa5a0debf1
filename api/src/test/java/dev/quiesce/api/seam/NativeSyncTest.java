package dev.quiesce.api.seam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mutexes, events and threads of the seam, with real threads. */
@Timeout(60)
final class NativeSyncTest {
  private static final long A_WHILE = TimeUnit.MILLISECONDS.toNanos(30);

  private final Mutex mutex = Seam.mutex("M");
  private final Event event = Seam.event("ready", false);

  private static Thread start(Runnable body) {
    Thread thread = new Thread(body, "other");
    thread.start();
    return thread;
  }

  @Test
  void lock_twice_isRefusedAndStillHeld() {
    mutex.lock();
    assertThatThrownBy(mutex::lock)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("M is taken twice");
    assertThat(mutex.tryLock()).isFalse();
    assertThat(mutex.heldByCurrentThread()).isTrue();
    mutex.unlock();
    assertThat(mutex.heldByCurrentThread()).isFalse();
    assertThat(mutex.tryLock()).isTrue();
    mutex.unlock();
  }

  @Test
  void unlock_byWhoDoesNotHoldIt_isRefused() throws InterruptedException {
    assertThatThrownBy(mutex::unlock).isInstanceOf(IllegalStateException.class);
    mutex.lock();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicBoolean taken = new AtomicBoolean(true);
    start(
            () -> {
              taken.set(mutex.tryLock() || mutex.heldByCurrentThread());
              try {
                mutex.unlock();
              } catch (IllegalStateException e) {
                thrown.set(e);
              }
            })
        .join();
    assertThat(taken).isFalse();
    assertThat(thrown.get()).hasMessageContaining("other").hasMessageContaining("does not hold it");
    assertThat(mutex.heldByCurrentThread()).isTrue();
    mutex.unlock();
  }

  @Test
  void lock_whileInterrupted_waitsAndKeepsTheInterruptPending() throws InterruptedException {
    mutex.lock();
    AtomicBoolean pending = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    Thread other =
        start(
            () -> {
              Thread.currentThread().interrupt();
              begun.countDown();
              mutex.lock();
              pending.set(Thread.currentThread().isInterrupted());
              mutex.unlock();
            });
    begun.await();
    mutex.unlock();
    other.join();
    assertThat(pending).isTrue();
  }

  @Test
  void await_ofASetEvent_returnsAtOnce() {
    Event set = Seam.event("up", true);
    set.await();
    assertThat(set.await(0)).isTrue();
    set.reset();
    assertThat(set.await(0)).isFalse();
  }

  @Test
  void await_timed_givesUpNotBeforeItsTime() {
    long start = System.nanoTime();
    assertThat(event.await(A_WHILE)).isFalse();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(A_WHILE);
    assertThat(event.await(-1)).isFalse();
  }

  @Test
  void await_whileInterrupted_waitsForTheSetAndKeepsTheInterruptPending() throws Exception {
    AtomicBoolean returned = new AtomicBoolean();
    AtomicBoolean pending = new AtomicBoolean();
    Thread waiter =
        start(
            () -> {
              event.await();
              returned.set(true);
              pending.set(Thread.currentThread().isInterrupted());
            });
    waiter.interrupt();
    // Long enough for a wrong implementation to go on; a right one does not depend on it.
    TimeUnit.NANOSECONDS.sleep(A_WHILE);
    assertThat(returned).isFalse();
    event.set();
    waiter.join();
    assertThat(returned).isTrue();
    assertThat(pending).isTrue();
  }

  @Test
  void await_timedAndInterrupted_keepsTheInterruptPending() {
    Thread.currentThread().interrupt();
    boolean set = event.await(A_WHILE);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(set).isFalse();
  }

  @Test
  void set_withSeveralWaiters_wakesThemAll() throws InterruptedException {
    Thread first = start(event::await);
    Thread second = start(event::await);
    event.set();
    first.join();
    second.join();
    assertThat(event.await(0)).isTrue();
  }

  @Test
  void event_resetCheckAwait_losesNoWakeUp() throws InterruptedException {
    for (int i = 0; i < 2_000; i++) {
      AtomicBoolean condition = new AtomicBoolean();
      Event ready = Seam.event("ready", false);
      Thread setter =
          start(
              () -> {
                condition.set(true);
                ready.set();
              });
      while (!condition.get()) {
        ready.reset();
        if (!condition.get()) {
          ready.await();
        }
      }
      setter.join();
    }
  }

  @Test
  void thread_joined_hasRunUnderItsNameAndKeepsTheInterruptPending() {
    AtomicReference<String> name = new AtomicReference<>();
    SeamThread thread =
        Seam.thread(
            "worker",
            true,
            () -> {
              Seam.sleep(A_WHILE);
              name.set(Seam.threadName());
            });
    thread.start();
    Thread.currentThread().interrupt();
    thread.join();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(name.get()).isEqualTo("worker");
    assertThat(thread.name()).isEqualTo("worker");
  }

  @Test
  void sleep_whileInterrupted_takesItsTime() {
    Thread.currentThread().interrupt();
    long start = System.nanoTime();
    Seam.sleep(A_WHILE);
    long took = System.nanoTime() - start;
    assertThat(Thread.interrupted()).isTrue();
    assertThat(took).isGreaterThanOrEqualTo(A_WHILE);
  }
}
