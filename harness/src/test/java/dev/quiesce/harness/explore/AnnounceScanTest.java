package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.harness.explore.Litmus.Cell;
import dev.quiesce.harness.explore.Litmus.Log;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A walker announces a call and looks whether the listener is going; unregister marks it as going
 * and looks for announced calls. If neither sees the other, the owner is freed under the call.
 *
 * <p>With mark and announcement in two words each side needs a full fence between its store and its
 * load; in one word, changed by atomic operations, there is none to forget.
 */
@Tag("controlled")
final class AnnounceScanTest {
  private static final IntField<Cell> VALUE = Cell.VALUE;
  private static final int CLOSED = Integer.MIN_VALUE;
  private static final String FREED_UNDER_CALL = "called, owner freed 1";

  @Test
  void twoWords_bothFences_keepTheOwner() {
    Program program = () -> twoWords(true, true);

    assertThat(tso(program)).noneMatch(outcome -> outcome.contains(FREED_UNDER_CALL));
  }

  @Test
  void twoWords_noFenceInTheWalker_freeUnderTheCallWithStoreBuffersOnly() {
    Program program = () -> twoWords(false, true);

    assertThat(tso(program)).anyMatch(outcome -> outcome.contains(FREED_UNDER_CALL));
    assertThat(sc(program)).noneMatch(outcome -> outcome.contains(FREED_UNDER_CALL));
  }

  @Test
  void twoWords_noFenceInUnregister_freeUnderTheCallWithStoreBuffersOnly() {
    Program program = () -> twoWords(true, false);

    assertThat(tso(program)).anyMatch(outcome -> outcome.contains(FREED_UNDER_CALL));
    assertThat(sc(program)).noneMatch(outcome -> outcome.contains(FREED_UNDER_CALL));
  }

  @Test
  void twoWords_scanBeforeMark_freeUnderTheCall() {
    assertThat(sc(AnnounceScanTest::scanBeforeMark))
        .anyMatch(outcome -> outcome.contains(FREED_UNDER_CALL));
  }

  @Test
  void oneWord_withoutAnyFence_keepsTheOwner() {
    Set<String> outcomes = tso(AnnounceScanTest::oneWord);

    assertThat(outcomes).noneMatch(outcome -> outcome.contains(FREED_UNDER_CALL));
    assertThat(outcomes).isEqualTo(sc(AnnounceScanTest::oneWord));
    // Each of the harmless ends is met, so the program does race.
    assertThat(outcomes)
        .anyMatch(outcome -> outcome.contains("called, owner freed 0, unregister waits"))
        .anyMatch(outcome -> outcome.contains("called, owner freed 0, unregister frees"))
        .anyMatch(outcome -> outcome.contains("not called, unregister frees"));
  }

  @Test
  void oneWord_countedByLoadAndStore_freesUnderTheCall() {
    assertThat(sc(AnnounceScanTest::countedByLoadAndStore))
        .anyMatch(outcome -> outcome.contains(FREED_UNDER_CALL));
  }

  private static Observer twoWords(boolean walkerFences, boolean unregisterFences) {
    Log log = new Log();
    Cell announced = new Cell();
    Cell mark = new Cell();
    Cell freed = new Cell();
    Litmus.thread(
        "walker",
        () -> {
          VALUE.setOpaque(announced, 1);
          if (walkerFences) {
            Seam.fullFence("announce");
          }
          call(log, freed, VALUE.getOpaque(mark) == 0);
          VALUE.setRelease(announced, 0);
        });
    Litmus.thread(
        "unregister",
        () -> {
          VALUE.setOpaque(mark, 1);
          if (unregisterFences) {
            Seam.fullFence("scan");
          }
          free(log, freed, VALUE.getAcquire(announced) == 0);
        });
    return log;
  }

  private static Observer scanBeforeMark() {
    Log log = new Log();
    Cell announced = new Cell();
    Cell mark = new Cell();
    Cell freed = new Cell();
    Litmus.thread(
        "walker",
        () -> {
          VALUE.setVolatile(announced, 1);
          call(log, freed, VALUE.getVolatile(mark) == 0);
          VALUE.setVolatile(announced, 0);
        });
    Litmus.thread(
        "unregister",
        () -> {
          boolean nobody = VALUE.getVolatile(announced) == 0;
          VALUE.setVolatile(mark, 1);
          free(log, freed, nobody);
        });
    return log;
  }

  private static Observer oneWord() {
    Log log = new Log();
    Cell visits = new Cell();
    Cell freed = new Cell();
    Litmus.thread(
        "walker",
        () -> {
          call(log, freed, VALUE.getAndAdd(visits, 1) >= 0);
          int unused = VALUE.getAndAdd(visits, -1);
        });
    Litmus.thread("unregister", () -> free(log, freed, VALUE.getAndAdd(visits, CLOSED) == 0));
    return log;
  }

  private static Observer countedByLoadAndStore() {
    Log log = new Log();
    Cell visits = new Cell();
    Cell freed = new Cell();
    Litmus.thread(
        "walker",
        () -> {
          int before = VALUE.getVolatile(visits);
          VALUE.setVolatile(visits, before + 1);
          call(log, freed, before >= 0);
        });
    Litmus.thread("unregister", () -> free(log, freed, VALUE.getAndAdd(visits, CLOSED) == 0));
    return log;
  }

  private static void call(Log log, Cell freed, boolean open) {
    log.say(open ? "called, owner freed " + VALUE.getPlain(freed) : "not called");
  }

  private static void free(Log log, Cell freed, boolean nobody) {
    if (nobody) {
      VALUE.setPlain(freed, 1);
    }
    log.say("unregister " + (nobody ? "frees" : "waits"));
  }

  private static Set<String> sc(Program program) {
    return Litmus.outcomes(program, new DporSearch(), MemorySemantics.SC);
  }

  private static Set<String> tso(Program program) {
    return Litmus.outcomes(program, new DporSearch(), MemorySemantics.TSO);
  }
}
