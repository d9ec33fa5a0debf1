package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.harness.explore.Litmus.Block;
import dev.quiesce.harness.explore.Litmus.Cell;
import dev.quiesce.harness.explore.Litmus.Log;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** x86-TSO as its authors describe it: a store may pass a later load, and nothing else. */
@Tag("controlled")
final class StoreBufferTest {
  private static final int NO_BOUND = Integer.MAX_VALUE;
  private static final IntField<Cell> VALUE = Cell.VALUE;

  @Test
  void storeBuffering_plainStores_showsBothZeroUnderTsoOnly() {
    Program program = () -> storeBuffering(VALUE::setPlain, () -> {});

    assertThat(tso(program)).anyMatch(StoreBufferTest::bothZero);
    assertThat(Litmus.outcomes(program, new DporSearch())).noneMatch(StoreBufferTest::bothZero);
  }

  @Test
  void storeBuffering_releaseStores_showsBothZero() {
    assertThat(tso(() -> storeBuffering(VALUE::setRelease, () -> {})))
        .anyMatch(StoreBufferTest::bothZero);
  }

  @Test
  void storeBuffering_fullFences_neverShowsBothZero() {
    assertThat(tso(() -> storeBuffering(VALUE::setOpaque, StoreBufferTest::fence)))
        .noneMatch(StoreBufferTest::bothZero);
  }

  @Test
  void storeBuffering_volatileStores_neverShowsBothZero() {
    assertThat(tso(() -> storeBuffering(VALUE::setVolatile, () -> {})))
        .noneMatch(StoreBufferTest::bothZero);
  }

  @Test
  void storeBuffering_oneFenceMissing_showsBothZero() {
    assertThat(
            tso(
                () -> {
                  Log log = new Log();
                  Cell x = new Cell();
                  Cell y = new Cell();
                  side(log, "a", x, y, VALUE::setOpaque, StoreBufferTest::fence);
                  side(log, "b", y, x, VALUE::setOpaque, () -> {});
                  return log;
                }))
        .anyMatch(StoreBufferTest::bothZero);
  }

  @Test
  void storeBuffering_lockedOperationBetween_neverShowsBothZero() {
    assertThat(
            tso(
                () -> {
                  Cell locked = new Cell();
                  return storeBuffering(VALUE::setPlain, () -> VALUE.getAndAdd(locked, 1));
                }))
        .noneMatch(StoreBufferTest::bothZero);
  }

  @Test
  void messagePassing_plainStores_staysInOrder() {
    Program program =
        () -> {
          Log log = new Log();
          Cell data = new Cell();
          Cell flag = new Cell();
          Litmus.thread(
              "writer",
              () -> {
                data.set(1);
                flag.set(1);
              });
          Litmus.thread("reader", () -> log.say("flag=" + flag.get() + " data=" + data.get()));
          return log;
        };

    assertThat(tso(program)).noneMatch(outcome -> outcome.contains("flag=1 data=0"));
  }

  @Test
  void load_afterOwnBufferedStore_returnsIt() {
    Program program =
        () -> {
          Log log = new Log();
          Cell x = new Cell();
          Litmus.thread(
              "a",
              () -> {
                x.set(1);
                log.say("own " + x.get());
              });
          Litmus.thread("b", () -> log.say("b reads " + x.get()));
          return log;
        };

    assertThat(tso(program)).allMatch(outcome -> outcome.contains("own 1"));
  }

  @Test
  void unlock_withBufferedStores_makesThemVisibleFirst() {
    Program program =
        () -> {
          Log log = new Log();
          Cell x = new Cell();
          Mutex mutex = Seam.mutex("M");
          for (String name : new String[] {"a", "b"}) {
            Litmus.thread(
                name,
                () -> {
                  mutex.lock();
                  x.set(x.get() + 1);
                  log.say(name + x.get());
                  mutex.unlock();
                });
          }
          return log;
        };

    assertThat(tso(program)).containsExactlyInAnyOrder("quiescent[a1, b2]", "quiescent[a2, b1]");
  }

  @Test
  void dpor_underTso_seesTheOutcomesOfUnboundedSearch() {
    ToIntFunction<Cell> read = Cell::get;
    Program threeThreads =
        () -> {
          Log log = new Log();
          Cell x = new Cell();
          Cell y = new Cell();
          Litmus.thread(
              "a",
              () -> {
                x.set(1);
                log.say("a y=" + read.applyAsInt(y));
              });
          Litmus.thread(
              "b",
              () -> {
                y.set(1);
                log.say("b x=" + read.applyAsInt(x));
              });
          Litmus.thread("c", () -> log.say("c " + x.get() + y.get()));
          return log;
        };

    assertThat(tso(threeThreads))
        .isEqualTo(Litmus.outcomes(threeThreads, new BoundedSearch(NO_BOUND), MemorySemantics.TSO));
  }

  private static void fence() {
    Seam.fullFence("litmus");
  }

  @Test
  void store_visibleAfterItsTaskHasEnded_isThatTasksUseAfterFree() {
    Set<String> outcomes =
        tso(
            () -> {
              Log log = new Log();
              Heap heap = new Heap(HeapMode.QUARANTINE, false);
              Block block = heap.allocate("Block", "block", Block.class, Block::new);
              Litmus.thread("writer", () -> Block.VALUE.setOpaque(block, 1));
              Litmus.thread("main", () -> heap.free(block));
              return log;
            });

    assertThat(outcomes)
        .containsExactlyInAnyOrder(
            "quiescent[]", "writer fault use-after-free: write of Block#3.value[]");
  }

  private static Set<String> tso(Program program) {
    return Litmus.outcomes(program, new DporSearch(), MemorySemantics.TSO);
  }

  private static boolean bothZero(String outcome) {
    return outcome.contains("a reads 0, b reads 0");
  }

  private static Observer storeBuffering(BiConsumer<Cell, Integer> store, Runnable between) {
    Log log = new Log();
    Cell x = new Cell();
    Cell y = new Cell();
    side(log, "a", x, y, store, between);
    side(log, "b", y, x, store, between);
    return log;
  }

  private static void side(
      Log log,
      String name,
      Cell mine,
      Cell other,
      BiConsumer<Cell, Integer> store,
      Runnable between) {
    Litmus.thread(
        name,
        () -> {
          store.accept(mine, 1);
          between.run();
          log.say(name + " reads " + other.get());
        });
  }
}
