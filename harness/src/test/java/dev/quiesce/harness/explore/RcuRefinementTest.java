package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.explore.Litmus.Log;
import dev.quiesce.harness.explore.RcuLitmus.Model;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compositional RCU: over generated litmus programs, QEMU's algorithm has the outcomes of the
 * specification, registers, final values and deadlocks. No more of them ever, which is what makes a
 * verdict over the specification one over the algorithm; and no fewer where the algorithm's
 * schedules are exhausted, so that the specification is not too lax to be of use. {@code
 * -Dquiesce.seed=N} begins at another seed.
 */
@Tag("controlled")
final class RcuRefinementTest {
  private static final long FIRST_SEED = Long.getLong("quiesce.seed", 1);
  private static final int PROGRAMS = 60;
  private static final int PROGRAMS_WITH_STORE_BUFFERS = 40;
  private static final int PROGRAMS_OF_FAST_DOMAINS = 20;

  /** Schedules of the specification per program; every one is exhausted with fewer. */
  private static final int SPEC_CAP = 50_000;

  /** Schedules of QEMU's algorithm per program. */
  private static final int FULL_CAP = 800;

  private static final Map<Long, Pair> SEQUENTIAL = new TreeMap<>();

  private record Seen(Set<String> outcomes, boolean exhausted) {}

  private record Pair(RcuFamily program, Seen spec, Seen full) {}

  private static Seen explore(
      RcuFamily program, Model model, boolean waits, MemorySemantics memory, long cap) {
    Set<String> outcomes = new TreeSet<>();
    try (Explorer explorer = new Explorer()) {
      Exploration exploration =
          explorer.explore(
              RcuLitmus.program(model, waits, program::build),
              memory,
              new ExplorationBudget(-1, Long.MAX_VALUE, cap, 1, Litmus.MAX_STEPS),
              (observer, schedule) -> {
                Log log = (Log) observer;
                if (log.ended()) {
                  outcomes.add(plain(log.outcome()));
                }
              });
      return new Seen(outcomes, exploration.exhausted());
    }
  }

  /** Which operations a deadlock is made of differs; that there is one, and when, must not. */
  private static String plain(String outcome) {
    return outcome.startsWith("deadlock")
        ? "deadlock " + outcome.substring(outcome.lastIndexOf('['))
        : outcome;
  }

  private static Pair pair(long seed, MemorySemantics memory) {
    RcuFamily program = new RcuFamily(seed);
    return new Pair(
        program,
        explore(program, Model.SPEC, true, memory, SPEC_CAP),
        explore(program, Model.FULL, true, memory, FULL_CAP));
  }

  private static Pair sequential(long seed) {
    return SEQUENTIAL.computeIfAbsent(seed, one -> pair(one, MemorySemantics.SC));
  }

  static LongStream programs() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + PROGRAMS);
  }

  static LongStream programsWithStoreBuffers() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + PROGRAMS_WITH_STORE_BUFFERS);
  }

  static LongStream programsOfFastDomains() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + PROGRAMS_OF_FAST_DOMAINS);
  }

  private static void compare(long seed, RcuFamily program, Seen spec, Seen full) {
    assertThat(spec.exhausted()).as("specification exhausted").isTrue();
    assertThat(spec.outcomes()).as("seed " + seed + " " + program).containsAll(full.outcomes());
    if (full.exhausted()) {
      assertThat(full.outcomes()).as("seed " + seed + " " + program).isEqualTo(spec.outcomes());
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void algorithm_underSequentialConsistency_hasTheSpecificationsOutcomes(long seed) {
    Pair pair = sequential(seed);

    compare(seed, pair.program(), pair.spec(), pair.full());
  }

  @ParameterizedTest
  @MethodSource("programsOfFastDomains")
  void fastDomains_underSequentialConsistency_haveTheSpecificationsOutcomes(long seed) {
    Pair pair = sequential(seed);

    for (Model model : List.of(Model.FAST_MEMBARRIER, Model.FAST_FENCED)) {
      Seen fast = explore(pair.program(), model, true, MemorySemantics.SC, FULL_CAP);
      compare(seed, pair.program(), pair.spec(), fast);
    }
  }

  @ParameterizedTest
  @MethodSource("programsWithStoreBuffers")
  void algorithm_underX86Tso_hasNoFurtherOutcome(long seed) {
    Pair pair = pair(seed, MemorySemantics.TSO);

    assertThat(pair.spec().exhausted()).as("specification exhausted").isTrue();
    assertThat(pair.spec().outcomes())
        .as("seed " + seed + " " + pair.program())
        .containsAll(pair.full().outcomes());
  }

  @Test
  void family_always_isWorthComparing() {
    List<Pair> pairs = programs().mapToObj(RcuRefinementTest::sequential).toList();

    assertThat(pairs.stream().filter(pair -> pair.full().exhausted()))
        .as("programs of which the algorithm is exhausted")
        .hasSizeGreaterThan(PROGRAMS / 3);
    assertThat(pairs.stream().filter(pair -> pair.spec().outcomes().size() > 1))
        .as("programs with several outcomes")
        .hasSizeGreaterThan(PROGRAMS / 2);
    assertThat(pairs.stream().filter(RcuRefinementTest::deadlocks))
        .as("programs that deadlock")
        .isNotEmpty();
  }

  private static boolean deadlocks(Pair pair) {
    return pair.full().outcomes().stream().anyMatch(one -> one.startsWith("deadlock"));
  }

  @Test
  void algorithmWithoutItsGracePeriods_isToldApart() {
    assertThat(
            programs()
                .filter(
                    seed -> {
                      Pair pair = sequential(seed);
                      Seen broken =
                          explore(pair.program(), Model.FULL, false, MemorySemantics.SC, FULL_CAP);
                      return !pair.spec().outcomes().containsAll(broken.outcomes());
                    }))
        .isNotEmpty();
  }

  @Test
  void algorithmWithoutTheReadersFence_underX86Tso_isToldApart() {
    MemorySemantics without = new MemorySemantics(true, Set.of("rcu_read_lock"));
    assertThat(
            programsWithStoreBuffers()
                .filter(
                    seed -> {
                      RcuFamily program = new RcuFamily(seed);
                      Seen spec = explore(program, Model.SPEC, true, MemorySemantics.TSO, SPEC_CAP);
                      Seen broken = explore(program, Model.FULL, true, without, FULL_CAP);
                      return !spec.outcomes().containsAll(broken.outcomes());
                    }))
        .isNotEmpty();
  }
}
