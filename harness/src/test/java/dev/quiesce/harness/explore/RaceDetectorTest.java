package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.harness.explore.Litmus.Cell;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which pairs of accesses are races, and which edges order them: one program a rule. */
@Tag("controlled")
final class RaceDetectorTest {
  private static final IntField<Cell> VALUE = Cell.VALUE;
  private static final ExplorationBudget ALL =
      new ExplorationBudget(-1, Long.MAX_VALUE, Long.MAX_VALUE, 1, Litmus.MAX_STEPS);

  private static void thread(String name, Runnable body) {
    Litmus.thread(name, body);
  }

  /** One writes and the other reads, with nothing between them. */
  private static Runnable pair(ObjIntConsumer<Cell> write, ToIntFunction<Cell> read) {
    return () -> {
      Cell x = new Cell();
      thread("a", () -> write.accept(x, 1));
      thread(
          "b",
          () -> {
            int unused = read.applyAsInt(x);
          });
    };
  }

  @Test
  void unorderedPair_withAPlainSideAndAWrite_races() {
    assertThat(Races.of(pair(VALUE::setPlain, VALUE::getPlain)))
        .containsExactly("PLAIN read, PLAIN write", "PLAIN write, PLAIN read");
    assertThat(Races.of(pair(VALUE::setOpaque, VALUE::getPlain)))
        .contains("OPAQUE write, PLAIN read");
    assertThat(Races.of(pair(VALUE::setRelease, VALUE::getPlain)))
        .contains("PLAIN read, RELEASE write");
    assertThat(Races.of(pair(VALUE::setPlain, VALUE::getVolatile)))
        .contains("PLAIN write, VOLATILE read");
    assertThat(Races.of(pair((x, v) -> VALUE.getAndAdd(x, v), VALUE::getPlain))).isNotEmpty();
  }

  @Test
  void unorderedPair_ofMarkedAccesses_doesNotRace() {
    assertThat(Races.of(pair(VALUE::setOpaque, VALUE::getOpaque))).isEmpty();
    assertThat(Races.of(pair(VALUE::setOpaque, VALUE::getAcquire))).isEmpty();
    assertThat(Races.of(pair((x, v) -> VALUE.getAndAdd(x, v), VALUE::getOpaque))).isEmpty();
  }

  @Test
  void unorderedPair_ofReads_doesNotRace() {
    assertThat(Races.of(pair((x, v) -> VALUE.getPlain(x), VALUE::getPlain))).isEmpty();
  }

  @Test
  void unorderedPair_ofPlainWrites_races() {
    assertThat(Races.of(pair(VALUE::setPlain, x -> set(x, 2)))).isNotEmpty();
  }

  private static int set(Cell x, int value) {
    VALUE.setPlain(x, value);
    return value;
  }

  /** Message passing: what is written plainly before a flag is read plainly after it. */
  private static Runnable messagePassing(ObjIntConsumer<Cell> raise, ToIntFunction<Cell> look) {
    return () -> {
      Cell data = new Cell();
      Cell flag = new Cell();
      thread(
          "a",
          () -> {
            data.set(1);
            raise.accept(flag, 1);
          });
      thread(
          "b",
          () -> {
            if (look.applyAsInt(flag) != 0) {
              int unused = data.get();
            }
          });
    };
  }

  @Test
  void messagePassing_fromReleaseToAcquire_doesNotRace() {
    assertThat(Races.of(messagePassing(VALUE::setRelease, VALUE::getAcquire))).isEmpty();
    assertThat(Races.of(messagePassing(VALUE::setVolatile, VALUE::getVolatile))).isEmpty();
    assertThat(Races.of(messagePassing((x, v) -> VALUE.getAndAdd(x, v), VALUE::getAcquire)))
        .isEmpty();
    assertThat(Races.of(messagePassing(VALUE::setRelease, x -> VALUE.getAndAdd(x, 0)))).isEmpty();
  }

  @Test
  void messagePassing_withAnOpaqueOrPlainSide_races() {
    assertThat(Races.of(messagePassing(VALUE::setOpaque, VALUE::getAcquire)))
        .containsExactly("PLAIN write, PLAIN read");
    assertThat(Races.of(messagePassing(VALUE::setRelease, VALUE::getOpaque)))
        .containsExactly("PLAIN write, PLAIN read");
    assertThat(Races.of(messagePassing(VALUE::setPlain, VALUE::getAcquire)))
        .contains("PLAIN write, PLAIN read", "PLAIN write, ACQUIRE read");
  }

  @Test
  void messagePassing_withFencesAroundOpaqueAccesses_doesNotRace() {
    ObjIntConsumer<Cell> raise =
        (x, v) -> {
          Seam.fullFence("raise");
          VALUE.setOpaque(x, v);
        };
    ToIntFunction<Cell> look =
        x -> {
          int value = VALUE.getOpaque(x);
          Seam.fullFence("look");
          return value;
        };
    assertThat(Races.of(messagePassing(raise, look))).isEmpty();
    assertThat(Races.of(messagePassing(raise, VALUE::getOpaque))).isNotEmpty();
    assertThat(Races.of(new MemorySemantics(false, Set.of("raise")), messagePassing(raise, look)))
        .isNotEmpty();
  }

  @Test
  void messagePassing_whenTheReleasedValueIsOverwritten_races() {
    Runnable overwritten =
        () -> {
          Cell data = new Cell();
          Cell flag = new Cell();
          thread(
              "a",
              () -> {
                data.set(1);
                VALUE.setRelease(flag, 1);
              });
          thread("b", () -> VALUE.setOpaque(flag, 2));
          thread(
              "c",
              () -> {
                if (VALUE.getAcquire(flag) == 2) {
                  int unused = data.get();
                }
              });
        };
    assertThat(Races.of(overwritten)).isNotEmpty();
  }

  @Test
  void accessesUnderOneMutex_doNotRaceAndUnderTwoDo() {
    Function<Boolean, Runnable> program =
        one ->
            () -> {
              Cell x = new Cell();
              Mutex first = Seam.mutex("first");
              Mutex second = one ? first : Seam.mutex("second");
              thread("a", () -> locked(first, () -> x.set(1)));
              thread("b", () -> locked(second, () -> x.set(2)));
            };
    assertThat(Races.of(program.apply(true))).isEmpty();
    assertThat(Races.of(program.apply(false))).isNotEmpty();
  }

  private static void locked(Mutex mutex, Runnable body) {
    mutex.lock();
    body.run();
    mutex.unlock();
  }

  @Test
  void event_ordersWhatComesBeforeItsSettingBeforeWhatFollowsTheWait() {
    Consumer<Boolean> start =
        waits -> {
          Cell x = new Cell();
          Event event = Seam.event("done", false);
          thread(
              "a",
              () -> {
                x.set(1);
                event.set();
              });
          thread(
              "b",
              () -> {
                if (waits) {
                  event.await();
                }
                int unused = x.get();
              });
        };
    assertThat(Races.of(() -> start.accept(true))).isEmpty();
    assertThat(Races.of(() -> start.accept(false))).isNotEmpty();
  }

  @Test
  void threads_areOrderedAfterTheirStartAndBeforeTheirJoin() {
    assertThat(
            Races.of(
                () -> {
                  Cell x = new Cell();
                  thread(
                      "parent",
                      () -> {
                        x.set(1);
                        var child = Seam.thread("child", false, () -> x.set(2));
                        child.start();
                        child.join();
                        x.set(3);
                      });
                }))
        .isEmpty();
  }

  @Test
  void setUp_happensBeforeEverything() {
    assertThat(
            Races.of(
                () -> {
                  Cell x = new Cell();
                  x.set(1);
                  thread("a", x::get);
                  thread("b", x::get);
                }))
        .isEmpty();
  }

  @Test
  void detector_underStoreBuffers_isOff() {
    assertThat(Races.of(MemorySemantics.TSO, pair(VALUE::setPlain, VALUE::getPlain))).isEmpty();
  }

  @Test
  void shared_whenOrderedTasksMeetAtAPlainField_isToldAndNoRace() {
    Races[] last = new Races[1];
    try (Explorer explorer = new Explorer()) {
      explorer.explore(
          Races.program(messagePassing(VALUE::setRelease, VALUE::getAcquire)),
          MemorySemantics.SC,
          ALL,
          (observer, schedule) -> {
            if (((Races) observer).metAtAField()) {
              last[0] = (Races) observer;
            }
          });
    }
    assertThat(last[0]).isNotNull();
    assertThat(last[0].seen()).isEmpty();
  }

  @Test
  void report_ofAnExplainedRace_namesBothAccessesWithStepSiteAndValues() {
    String[] report = new String[1];
    Program program =
        () -> {
          Cell x = new Cell();
          thread("writer", () -> x.set(5));
          thread("reader", x::get);
          return new Litmus.Log() {
            @Override
            public void race(DataRace race) {
              report[0] = race.report();
            }
          };
        };
    try (Explorer explorer = new Explorer()) {
      explorer.explain(program, MemorySemantics.SC, new Schedule(new int[] {0, 0, 1, 1}), 100);
    }
    assertThat(report[0].lines().map(String::strip))
        .containsExactly(
            "data race: plain read of Cell#0.value by reader is not ordered after the plain write"
                + " by writer",
            "first  plain write (0 to 5) by writer in step 2",
            "second plain read (5) by reader in step 4");
  }
}
