package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.harness.explore.Litmus.Cell;
import dev.quiesce.harness.explore.Litmus.Log;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs that do what the scheduler cannot control: never a verdict, and never a hang. */
@Tag("controlled")
final class UncontrolledProgramTest {
  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final ExplorationBudget BUDGET =
      new ExplorationBudget(1, Long.MAX_VALUE, 1_000, 1, 200);

  private static Exploration explore(Explorer explorer, Program program) {
    return explorer.explore(program, MemorySemantics.SC, BUDGET, (observer, schedule) -> {});
  }

  private static Program task(String name, Runnable body) {
    return () -> {
      Litmus.thread(name, body);
      return new Log();
    };
  }

  @Test
  void task_thatBlocksOutsideTheSeam_isNamedWithItsStack() {
    CountDownLatch never = new CountDownLatch(1);
    Program program =
        task(
            "sleeper",
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try (Explorer explorer = new Explorer(new Workers(PATIENCE))) {
      assertThatThrownBy(() -> explore(explorer, program))
          .isInstanceOf(Stalled.class)
          .hasMessageContaining("task 'sleeper' has the turn since step 1")
          .hasStackTraceContaining("CountDownLatch.await");
    }
    never.countDown();
  }

  @Test
  void explorer_afterAStall_exploresTheNextProgram() {
    AtomicInteger stop = new AtomicInteger();
    Program spins =
        task(
            "spinner",
            () -> {
              while (stop.get() == 0) {
                Thread.onSpinWait();
              }
            });
    try (Explorer explorer = new Explorer(new Workers(PATIENCE))) {
      assertThatThrownBy(() -> explore(explorer, spins)).isInstanceOf(Stalled.class);
      Exploration next = explore(explorer, task("fine", () -> new Cell().set(1)));
      assertThat(next.exhausted()).isTrue();
    }
    stop.set(1);
  }

  @Test
  void task_thatStartsAThreadOfItsOwn_isNoticed() {
    Program program =
        task(
            "starter",
            () -> {
              Thread stray = new Thread(() -> {}, "stray");
              stray.start();
              try {
                stray.join();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try (Explorer explorer = new Explorer()) {
      assertThatThrownBy(() -> explore(explorer, program))
          .isInstanceOf(Nondeterminism.class)
          .hasMessageContaining("started threads outside the seam");
    }
  }

  @Test
  void task_thatChoosesByChance_isNoticed() {
    AtomicInteger chance = new AtomicInteger();
    Program program =
        task(
            "gambler",
            () -> {
              Cell head = new Cell();
              Cell tail = new Cell();
              (chance.incrementAndGet() % 2 == 0 ? head : tail).set(1);
            });
    try (Explorer explorer = new Explorer()) {
      assertThatThrownBy(() -> explore(explorer, program))
          .isInstanceOf(Nondeterminism.class)
          .hasMessageContaining("not deterministic");
    }
  }
}
