package dev.quiesce.harness.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.harness.HarnessModule;
import dev.quiesce.harness.mutant.Mutants;
import dev.quiesce.harness.mutant.Planted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Planted bugs that no cell of the grid can show, against the unit test that can. */
@Timeout(120)
final class PlantedUnitTest {
  /** One of the monitor's tests, in the copy with the bug. */
  public static final class MonitorsTest implements BiConsumer<String, Consumer<String>> {
    @Override
    public void accept(String unused, Consumer<String> out) {
      try {
        new PromiseMonitorTest().unregister_thatReleasesTheBql_breaksThePromise();
        out.accept("passed");
      } catch (AssertionError e) {
        out.accept("failed");
      }
    }
  }

  /** A wait with real threads that is interrupted and never woken, in the copy with the bug. */
  public static final class InterruptedWait implements BiConsumer<String, Consumer<String>> {
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(60);

    @Override
    public void accept(String unused, Consumer<String> out) {
      Event event = Seam.event("never set", false);
      Thread waiter =
          new Thread(
              () -> {
                Thread.currentThread().interrupt();
                event.await();
              },
              "waiter");
      waiter.setDaemon(true);
      waiter.start();
      try {
        waiter.join(PATIENCE_MILLIS);
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts this", e);
      }
      out.accept(waiter.isAlive() ? "still waits" : "returned");
      event.set();
    }
  }

  /** A grace period inside the waiter's own read section, in the copy with the bug. */
  public static final class SelfWait implements BiConsumer<String, Consumer<String>> {
    @Override
    public void accept(String unused, Consumer<String> out) {
      QemuRcu rcu = new QemuRcu(new Bql(LockObserver.NONE), Batching.PROMPT);
      QemuThread self = rcu.attach("self");
      AtomicBoolean refused = new AtomicBoolean();
      Thread waiter =
          new Thread(
              () -> {
                self.rcu().lock();
                try {
                  rcu.synchronize(self);
                } catch (RuntimeException | Error e) {
                  refused.set(true);
                }
              },
              "waiter");
      waiter.setDaemon(true);
      waiter.start();
      while (waiter.isAlive() && !rcu.holdouts().contains("self")) {
        Thread.onSpinWait();
      }
      out.accept(refused.get() ? "refused" : "waits for itself");
    }
  }

  private static List<String> planted(
      String mutant, Class<? extends BiConsumer<String, Consumer<String>>> entry) {
    List<String> said = new ArrayList<>();
    Mutants mutants = Guice.createInjector(new HarnessModule(List.of())).getInstance(Mutants.class);
    Planted.entry(mutants.find(mutant).orElseThrow(), entry).accept("", said::add);
    return said;
  }

  @Test
  void monitorsTest_withTheCheckOff_fails() {
    assertThat(planted("check-bql-drop-off", MonitorsTest.class)).containsExactly("failed");
  }

  @Test
  void monitorsTest_withTheCheckOn_passes() {
    List<String> said = new ArrayList<>();
    new MonitorsTest().accept("", said::add);
    assertThat(said).containsExactly("passed");
  }

  @Test
  void interruptedWait_thatEndsUnset_returns() {
    assertThat(planted("wait-ends-without-its-event", InterruptedWait.class))
        .containsExactly("returned");
  }

  @Test
  void selfWait_notDiagnosed_waitsForItself() {
    assertThat(planted("self-wait-not-diagnosed", SelfWait.class))
        .containsExactly("waits for itself");
  }

  @Test
  void selfWait_diagnosed_isRefused() {
    List<String> said = new ArrayList<>();
    new SelfWait().accept("", said::add);
    assertThat(said).containsExactly("refused");
  }
}
