package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.harness.explore.Litmus.Cell;
import dev.quiesce.harness.explore.Litmus.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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

  private static Exploration explore(Program program) {
    try (Explorer explorer = new Explorer()) {
      return explore(explorer, program);
    }
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
    Program program = task("sleeper", () -> block(never));
    try (Explorer explorer = new Explorer(new Workers(PATIENCE))) {
      assertThatThrownBy(() -> explore(explorer, program))
          .isInstanceOf(Stalled.class)
          .hasMessageContaining("task 'sleeper' has the turn since step 1")
          .hasStackTraceContaining("CountDownLatch.await");
    }
    never.countDown();
  }

  /** Waits outside the seam until the latch opens. */
  private static void block(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void setUp_thatBlocksOutsideTheSeam_isNamedWithItsStack() {
    CountDownLatch never = new CountDownLatch(1);
    Program program =
        () -> {
          block(never);
          return new Log();
        };
    try (Explorer explorer = new Explorer(new Workers(PATIENCE))) {
      assertThatThrownBy(() -> explore(explorer, program))
          .isInstanceOf(Stalled.class)
          .hasMessageContaining("task 'set-up'")
          .hasStackTraceContaining("CountDownLatch.await");
    }
    never.countDown();
  }

  @Test
  void exploration_thatWasGivenUp_beginsNoOtherExecution() throws InterruptedException {
    CountDownLatch later = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    AtomicInteger built = new AtomicInteger();
    Program program =
        () -> {
          built.incrementAndGet();
          new Cell().set(1);
          return new Log();
        };
    try (Explorer explorer = new Explorer(new Workers(PATIENCE))) {
      assertThatThrownBy(
              () ->
                  explorer.exploreUntil(
                      () -> false,
                      program,
                      MemorySemantics.SC,
                      BUDGET,
                      (observer, schedule) -> {
                        block(later);
                        ended.countDown();
                      }))
          .isInstanceOf(Stalled.class)
          .hasMessageContaining("task 'explorer'");
      int before = built.get();
      later.countDown();
      ended.await();
      Exploration next = explore(explorer, task("fine", () -> new Cell().set(1)));
      assertThat(next.exhausted()).isTrue();
      assertThat(built).hasValue(before);
    }
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

  /** The counter lives on from execution to execution. */
  private static Program impure(Consumer<AtomicInteger> body) {
    AtomicInteger counter = new AtomicInteger();
    return () -> {
      Cell x = new Cell();
      Litmus.thread(
          "impure",
          () -> {
            body.accept(counter);
            x.set(1);
          });
      Litmus.thread("other", () -> x.set(2));
      return new Log();
    };
  }

  @Test
  void nondeterminism_inTheNumberOfSteps_isNamed() {
    Program program =
        impure(
            counter -> {
              Cell own = new Cell();
              for (int i = counter.getAndIncrement() % 3; i > 0; i--) {
                own.set(i);
              }
            });
    assertThatThrownBy(() -> explore(program))
        .isInstanceOf(Nondeterminism.class)
        .hasMessageContaining("not deterministic");
  }

  @Test
  void nondeterminism_inWhatIsTouched_isNamed() {
    Program program =
        impure(
            counter -> {
              Cell left = new Cell();
              Cell right = new Cell();
              (counter.getAndIncrement() % 2 == 0 ? left : right).set(1);
            });
    assertThatThrownBy(() -> explore(program))
        .isInstanceOf(Nondeterminism.class)
        .hasMessageContaining("not deterministic");
  }

  @Test
  void seam_fromAThreadOutsideIt_isRefused() {
    Program program =
        () -> {
          Cell x = new Cell();
          Litmus.thread(
              "main",
              () -> {
                List<Throwable> thrown = new ArrayList<>();
                Thread stray =
                    new Thread(
                        () -> {
                          try {
                            x.set(1);
                          } catch (IllegalStateException e) {
                            thrown.add(e);
                          }
                        },
                        "stray");
                stray.start();
                try {
                  stray.join();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                throw new IllegalStateException(thrown.get(0).getMessage());
              });
          return new Log();
        };
    try (Explorer explorer = new Explorer()) {
      Explanation explanation =
          explorer.explain(program, MemorySemantics.SC, new Schedule(new int[0]), 200);
      assertThat(((Log) explanation.observer()).outcome())
          .contains("thread 'stray' uses the seam but was not started through it");
    }
  }
}
