package dev.quiesce.api.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stall detector, with a time of the test's own: no test here waits for a clock. */
@Timeout(60)
class StallDetectorTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Duration TICK = Duration.ofMillis(100);

  private final Bql bql = new Bql(LockObserver.NONE);
  private final QemuRcu rcu = new QemuRcu(bql, Batching.PROMPT);
  private final QemuThread self = rcu.attach("main");
  private final StallDetector detector = new StallDetector(rcu, LIMIT, TICK);
  private long now = 1;

  StallDetectorTest() {
    rcu.start(() -> rcu.attach("call_rcu"));
    rcu.drain(self);
    // The drain's own callback has signalled; its end is counted a moment later.
    while (rcu.progress().invoked() < rcu.progress().queued()) {
      Thread.onSpinWait();
    }
    assertThat(detector.tick(now)).isEmpty();
  }

  @AfterEach
  void close() {
    rcu.detach(self);
    rcu.close();
  }

  private List<RcuStall> ticks(Duration length) {
    List<RcuStall> stalls = new ArrayList<>();
    for (long left = length.toMillis(); left > 0; left -= TICK.toMillis()) {
      now += TICK.toNanos();
      stalls.addAll(detector.tick(now));
    }
    return stalls;
  }

  /** Runs {@code check} while another thread waits for a section of a third one. */
  private void whileReaderHoldsUp(Runnable check) throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              QemuThread me = rcu.attach("sleepy");
              me.rcu().lock();
              inside.countDown();
              awaitQuietly(leave);
              me.rcu().unlock();
              rcu.detach(me);
            });
    reader.start();
    awaitQuietly(inside);
    Thread updater =
        new Thread(
            () -> {
              QemuThread me = rcu.attach("updater");
              rcu.synchronize(me);
              rcu.detach(me);
            });
    updater.start();
    while (rcu.holdouts().isEmpty()) {
      Thread.onSpinWait();
    }
    check.run();
    leave.countDown();
    updater.join();
    reader.join();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tick_readerStaysInItsSection_isNamedAfterTheLimit() throws Exception {
    whileReaderHoldsUp(
        () -> {
          assertThat(ticks(Duration.ofMillis(1900))).isEmpty();
          assertThat(ticks(Duration.ofMillis(300)))
              .singleElement()
              .satisfies(
                  stall -> {
                    assertThat(stall.kind()).isEqualTo(RcuStall.Kind.READER_STUCK);
                    assertThat(stall.blockers()).containsExactly("sleepy");
                  });
        });
  }

  @Test
  void tick_stallGoesOn_isReportedAgainAfterThreeMoreLimits() throws Exception {
    whileReaderHoldsUp(
        () -> {
          assertThat(ticks(Duration.ofMillis(2200))).hasSize(1);
          assertThat(ticks(Duration.ofMillis(5500))).isEmpty();
          assertThat(ticks(Duration.ofMillis(600)))
              .singleElement()
              .extracting(RcuStall::report)
              .isEqualTo(2);
        });
  }

  @Test
  void tick_processWasStopped_isNoAlarm() throws Exception {
    whileReaderHoldsUp(
        () -> {
          now += Duration.ofMinutes(5).toNanos();
          assertThat(detector.tick(now))
              .singleElement()
              .satisfies(
                  stall -> {
                    assertThat(stall.kind()).isEqualTo(RcuStall.Kind.PROCESS_PAUSED);
                    assertThat(stall.isAlarm()).isFalse();
                  });
          assertThat(ticks(Duration.ofMillis(1500))).isEmpty();
        });
  }

  @Test
  void tick_nothingWaits_isQuietForEver() {
    assertThat(ticks(Duration.ofMinutes(1))).isEmpty();
  }

  @Test
  void tick_gracePeriodsComeAndGo_isQuiet() {
    for (int i = 0; i < 50; i++) {
      rcu.synchronize(self);
      assertThat(ticks(Duration.ofMillis(100))).isEmpty();
    }
  }

  @Test
  void tick_callbackThreadCannotGoOn_isCalledStarvedAndNotAReader() {
    bql.lock(self, "test");
    rcu.callRcu(worker -> {});
    // The worker's grace period ends, and the BQL keeps it from the callback.
    // Begun first, then ended: the other way round it could begin between the two looks.
    while (rcu.progress().started() < 2 || rcu.progress().completed() < rcu.progress().started()) {
      Thread.onSpinWait();
    }

    List<RcuStall> stalls = ticks(Duration.ofMillis(2200));
    bql.unlock(self);

    assertThat(stalls)
        .singleElement()
        .satisfies(
            stall -> {
              assertThat(stall.kind()).isEqualTo(RcuStall.Kind.CALLBACK_THREAD_STARVED);
              assertThat(stall.blockers()).containsExactly("call_rcu");
            });
  }
}
