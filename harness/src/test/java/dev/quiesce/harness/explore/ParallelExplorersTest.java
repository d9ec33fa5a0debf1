package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.explore.Litmus.Cell;
import dev.quiesce.harness.explore.Litmus.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Explorers of one process share the seam, and must not see each other's executions. */
@Tag("controlled")
@Timeout(120)
final class ParallelExplorersTest {
  private static final int ROUNDS = 200;
  private static final ExplorationBudget EVERYTHING =
      new ExplorationBudget(1, Long.MAX_VALUE, Long.MAX_VALUE, 1, 200);

  /** {@code values} cells, each stored by one task and read by the other, in opposite orders. */
  private static Observer crossing(int values) {
    Log log = new Log();
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < values; i++) {
      cells.add(new Cell());
    }
    Litmus.thread("up", () -> cells.forEach(cell -> cell.set(1)));
    Litmus.thread(
        "down",
        () -> {
          for (int i = values - 1; i >= 0; i--) {
            log.say("cell " + i + " is " + cells.get(i).get());
          }
        });
    return log;
  }

  private static List<String> seen(int values) {
    List<String> seen = new ArrayList<>();
    try (Explorer explorer = new Explorer()) {
      Exploration unused =
          explorer.explore(
              () -> crossing(values),
              MemorySemantics.SC,
              EVERYTHING,
              (observer, schedule) -> seen.add(schedule + " " + ((Log) observer).outcome()));
    }
    return seen;
  }

  @Test
  void explore_besideAnotherExplorer_seesWhatItSeesAlone() throws Exception {
    List<List<String>> alone = List.of(seen(2), seen(3));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier together = new CyclicBarrier(2);
    List<Future<List<List<String>>>> besides = new ArrayList<>();
    for (int values = 2; values <= 3; values++) {
      int own = values;
      Callable<List<List<String>>> rounds =
          () -> {
            List<List<String>> each = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
              int unused = together.await();
              each.add(seen(own));
            }
            return each;
          };
      besides.add(threads.submit(rounds));
    }

    for (int i = 0; i < besides.size(); i++) {
      assertThat(besides.get(i).get()).hasSize(ROUNDS).containsOnly(alone.get(i));
    }
    threads.shutdown();
  }
}
