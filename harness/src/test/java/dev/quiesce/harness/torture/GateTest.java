package dev.quiesce.harness.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pausing and ending threads together. */
@Timeout(60)
class GateTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Gate gate = new Gate();
  private final AtomicLong steps = new AtomicLong();

  private Thread worker() {
    gate.join();
    Thread thread =
        new Thread(
            () -> {
              while (gate.pass()) {
                steps.incrementAndGet();
              }
              gate.leave();
            });
    thread.start();
    return thread;
  }

  @Test
  void shut_threadsAtWork_standStillUntilItOpens() throws Exception {
    Thread first = worker();
    Thread second = worker();

    assertThat(gate.shut(LONG)).isTrue();
    long paused = steps.get();
    for (int i = 0; i < 1000; i++) {
      Thread.onSpinWait();
    }
    assertThat(steps).hasValue(paused);

    gate.open();
    while (steps.get() == paused) {
      Thread.onSpinWait();
    }
    assertThat(gate.close(LONG)).isTrue();
    first.join();
    second.join();
  }

  @Test
  void shut_threadIsInterrupted_staysPaused() throws Exception {
    Thread worker = worker();
    assertThat(gate.shut(LONG)).isTrue();
    long paused = steps.get();

    worker.interrupt();

    assertThat(gate.shut(LONG)).isTrue();
    assertThat(steps).hasValue(paused);
    assertThat(gate.close(LONG)).isTrue();
    worker.join();
  }

  @Test
  void shut_threadHangs_saysSo() throws Exception {
    gate.join();

    assertThat(gate.shut(Duration.ofMillis(20))).isFalse();
  }

  @Test
  void close_pausedThreads_endsThem() throws Exception {
    Thread worker = worker();
    assertThat(gate.shut(LONG)).isTrue();

    assertThat(gate.close(LONG)).isTrue();

    worker.join();
    assertThat(worker.isAlive()).isFalse();
  }

  @Test
  void pass_gateOpen_doesNotWait() {
    AtomicBoolean passed = new AtomicBoolean(gate.pass());

    assertThat(passed).isTrue();
  }
}
