package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.explore.Litmus.Seen;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The reduced search must see every trace, hence every outcome, that the unreduced one sees. */
@Tag("controlled")
final class DporEquivalenceTest {
  private static final int NO_BOUND = Integer.MAX_VALUE;
  private static final int RANDOM_PROGRAMS = Integer.getInteger("quiesce.randomPrograms", 300);

  /** Random programs with more traces than that are left out. */
  private static final int RANDOM_CAP = 300;

  static Stream<Arguments> small() {
    return Stream.of(
        Arguments.of("store buffering", (Program) MemoryPrograms::storeBuffering),
        Arguments.of("two locks in opposite order", (Program) WaitingPrograms::oppositeLocks),
        Arguments.of("three locks, three threads", (Program) WaitingPrograms::threeLocks),
        Arguments.of("lost wake-up", (Program) WaitingPrograms::lostWakeUp),
        Arguments.of("two setters, one waiter", (Program) WaitingPrograms::twoSetters),
        Arguments.of("set, reset and await", (Program) WaitingPrograms::setResetAwait),
        Arguments.of("timed await", (Program) WaitingPrograms::timedAwait),
        Arguments.of("try lock", (Program) WaitingPrograms::tryLock),
        Arguments.of("order of markers", (Program) MemoryPrograms::markers),
        Arguments.of("free and access", (Program) MemoryPrograms::freeAndAccess),
        Arguments.of("start and join", (Program) WaitingPrograms::startAndJoin),
        Arguments.of("exception with a lock", (Program) WaitingPrograms::exceptionWithLock),
        Arguments.of("read-modify-writes", (Program) MemoryPrograms::atomics),
        Arguments.of("references", (Program) MemoryPrograms::references),
        Arguments.of("callbacks that overlap", (Program) MemoryPrograms::overlaps),
        Arguments.of("grace period", (Program) () -> MemoryPrograms.gracePeriod(1)));
  }

  static Stream<Arguments> large() {
    return Stream.of(
        Arguments.of(
            "two locks, and a third thread", (Program) WaitingPrograms::oppositeLocksAndThird),
        Arguments.of(
            "outer locks before the cycle", (Program) WaitingPrograms::nestedOppositeLocks),
        Arguments.of("counter under a lock", (Program) WaitingPrograms::lockedCounter),
        Arguments.of("three writers", (Program) MemoryPrograms::threeWriters),
        Arguments.of("grace period, two readers", (Program) () -> MemoryPrograms.gracePeriod(2)),
        Arguments.of(
            "grace period, a reader comes back", (Program) MemoryPrograms::gracePeriodAndReturn),
        Arguments.of("references, the owner's dropped", (Program) MemoryPrograms::lastReference),
        Arguments.of("RCU callbacks of two threads", (Program) MemoryPrograms::twoQueues),
        Arguments.of("RCU callbacks in order", (Program) MemoryPrograms::callbacks));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("small")
  void dpor_smallProgram_seesTheTracesOfUnboundedSearch(String name, Program program) {
    Seen all = Litmus.explore(program, BoundedSearch.plain(NO_BOUND));
    Seen reduced = Litmus.explore(program, new DporSearch());
    assertThat(reduced.traces()).as(name).isEqualTo(all.traces());
    assertThat(reduced.outcomes()).as(name).isEqualTo(all.outcomes());
    assertThat(Litmus.explore(program, new SleepSets()).traces())
        .as("the oracle of the large programs, on " + name)
        .isEqualTo(all.traces());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("large")
  void dpor_largeProgram_seesTheTracesOfSleepSets(String name, Program program) {
    Seen all = Litmus.explore(program, new SleepSets());
    Seen reduced = Litmus.explore(program, new DporSearch());
    assertThat(reduced.traces()).as(name).isEqualTo(all.traces());
    assertThat(reduced.outcomes()).as(name).isEqualTo(all.outcomes());
  }

  /** A state that is not continued again must not hide a trace. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("smallAndLarge")
  void boundedSearch_thatRemembersStates_seesTheTracesOfOneThatDoesNot(
      String name, Program program) {
    for (int bound = 0; bound <= 1; bound++) {
      Seen all = Litmus.explore(program, BoundedSearch.plain(bound));
      Seen once = Litmus.explore(program, new BoundedSearch(bound));
      assertThat(once.traces()).as(name).isEqualTo(all.traces());
      assertThat(once.outcomes()).as(name).isEqualTo(all.outcomes());
      assertThat(once.executions()).as(name).isLessThanOrEqualTo(all.executions());
    }
  }

  static Stream<Arguments> smallAndLarge() {
    return Stream.concat(small(), large());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("smallAndLarge")
  void dpor_underTso_seesTheTracesOfSleepSets(String name, Program program) {
    Seen all = tso(program, new SleepSets());
    Seen reduced = tso(program, new DporSearch());
    assertThat(reduced.traces()).as(name).isEqualTo(all.traces());
    assertThat(reduced.outcomes()).as(name).isEqualTo(all.outcomes());
  }

  @Test
  void sleepSets_underTso_seeTheTracesOfUnboundedSearch() {
    assertThat(tso(MemoryPrograms::storeBuffering, new SleepSets()).traces())
        .isEqualTo(tso(MemoryPrograms::storeBuffering, BoundedSearch.plain(NO_BOUND)).traces());
  }

  private static Seen tso(Program program, Search search) {
    return Litmus.explore(program, search, MemorySemantics.TSO, Long.MAX_VALUE);
  }

  @ParameterizedTest
  @EnumSource
  void dpor_randomPrograms_seesTheTracesOfSleepSets(Memory memory) {
    for (int seed = 0; seed < RANDOM_PROGRAMS; seed++) {
      Program program = new RandomProgram(seed);
      Seen all = Litmus.explore(program, new SleepSets(), memory.semantics(), RANDOM_CAP);
      if (all.exhausted()) {
        Seen reduced =
            Litmus.explore(program, new DporSearch(), memory.semantics(), 2 * RANDOM_CAP);
        assertThat(reduced.traces()).as("seed " + seed + ": " + program).isEqualTo(all.traces());
      }
    }
  }

  private enum Memory {
    SC,
    TSO;

    MemorySemantics semantics() {
      return this == SC ? MemorySemantics.SC : MemorySemantics.TSO;
    }
  }

  @Test
  void dpor_racyPrograms_metWhatTheyAreAbout() {
    assertThat(outcomes(MemoryPrograms::markers)).hasSize(3);
    assertThat(outcomes(MemoryPrograms::overlaps)).hasSize(3);
    assertThat(Litmus.explore(MemoryPrograms::references, new DporSearch()).executions())
        .isEqualTo(1);
    assertThat(outcomes(MemoryPrograms::lastReference))
        .anyMatch(outcome -> outcome.contains("a dropped the last"))
        .anyMatch(outcome -> outcome.contains("b dropped the last"))
        .anyMatch(outcome -> outcome.contains("owner dropped the last"))
        .anyMatch(outcome -> outcome.contains("a came too late"));
    assertThat(outcomes(WaitingPrograms::timedAwait))
        .anyMatch(outcome -> outcome.contains("timed out"))
        .anyMatch(outcome -> outcome.contains("was set"));
    assertThat(outcomes(MemoryPrograms::freeAndAccess))
        .anyMatch(o -> o.startsWith("quiescent") && o.contains("read 7"))
        .anyMatch(o -> o.startsWith("reader fault use-after-free") && o.contains("read 7"));
    assertThat(outcomes(() -> MemoryPrograms.gracePeriod(2)))
        .allMatch(outcome -> outcome.contains("poisoned after reader1"));
    assertThat(outcomes(MemoryPrograms::callbacks)).allMatch(outcome -> outcome.contains("12"));
  }

  private static Set<String> outcomes(Program program) {
    return Litmus.outcomes(program, new DporSearch());
  }
}
