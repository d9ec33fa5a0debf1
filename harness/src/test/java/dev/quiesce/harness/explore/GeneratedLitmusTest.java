package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.explore.Litmus.Seen;
import dev.quiesce.harness.explore.RcuLitmus.Model;
import dev.quiesce.harness.explore.RcuLitmusTests.Case;
import dev.quiesce.harness.explore.RcuLitmusTests.Verdict;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Litmus tests made from seeds, with the verdicts of the kernel's rule. {@code -Dquiesce.seed=N}
 * begins at another seed.
 */
@Tag("controlled")
final class GeneratedLitmusTest {
  private static final int TESTS = 24;
  private static final long FIRST_SEED = Long.getLong("quiesce.seed", 1);
  private static final int SPEC_CAP = 100_000;
  private static final int FULL_CAP = 200;

  private static Stream<Case> cases() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + TESTS).mapToObj(GeneratedLitmus::ofSeed);
  }

  private static Stream<Case> forbidden() {
    return cases().filter(test -> test.verdict() == Verdict.FORBIDDEN);
  }

  static Stream<Arguments> inBothModels() {
    return forbidden()
        .flatMap(
            test ->
                Stream.of(MemorySemantics.SC, MemorySemantics.TSO)
                    .map(memory -> Arguments.of(test, memory)));
  }

  private static Seen spec(Case test, boolean waits, MemorySemantics memory) {
    return Litmus.explore(
        RcuLitmus.program(Model.SPEC, waits, test.body()), new DporSearch(), memory, SPEC_CAP);
  }

  @ParameterizedTest
  @MethodSource("inBothModels")
  void forbiddenCycle_overTheSpecification_isUnreachable(Case test, MemorySemantics memory) {
    Seen seen = spec(test, true, memory);
    assertThat(seen.exhausted()).as("exhausted").isTrue();
    assertThat(seen.outcomes()).allMatch(outcome -> outcome.startsWith("quiescent"));
    assertThat(test.in(seen.outcomes())).as(test.outcome() + " in " + seen.outcomes()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("inBothModels")
  void forbiddenCycle_overTheAlgorithm_isNotReached(Case test, MemorySemantics memory) {
    Program program = RcuLitmus.program(Model.FULL, true, test.body());
    for (Search search : List.of(new BoundedSearch(1), new DporSearch())) {
      Seen seen = Litmus.explore(program, search, memory, FULL_CAP);
      assertThat(test.in(seen.outcomes())).as(test.outcome() + " in " + seen.outcomes()).isFalse();
    }
  }

  @Test
  void forbiddenCycles_withoutTheirGracePeriods_areMostlyReached() {
    long all = forbidden().count();
    long reached =
        forbidden()
            .filter(test -> test.in(spec(test, false, MemorySemantics.TSO).outcomes()))
            .count();
    assertThat(reached).as("of " + all).isGreaterThan(all / 3);
  }

  @Test
  void allowedCycles_overTheSpecification_areReachedNowAndThen() {
    List<Case> allowed =
        LongStream.range(FIRST_SEED, FIRST_SEED + 4 * TESTS)
            .mapToObj(GeneratedLitmus::ofSeed)
            .filter(test -> test.verdict() == Verdict.ALLOWED)
            .toList();
    assertThat(allowed).anyMatch(test -> test.in(spec(test, true, MemorySemantics.TSO).outcomes()));
  }
}
