package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.harness.explore.Litmus.Seen;
import dev.quiesce.harness.explore.RcuLitmus.Model;
import dev.quiesce.harness.explore.RcuLitmusTests.Case;
import dev.quiesce.harness.explore.RcuLitmusTests.Verdict;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * RCU's litmus tests over the specification, always exhausted, and over QEMU's algorithm, within a
 * stated bound, sequentially consistent and with store buffers: what is forbidden is unreachable,
 * and the algorithm shows nothing that the specification does not.
 */
@Tag("controlled")
final class RcuLitmusTest {
  /** Schedules of the specification per test; every one is exhausted with fewer. */
  private static final int SPEC_CAP = 200_000;

  /** Schedules of QEMU's algorithm per search and test. */
  private static final int FULL_CAP = 1_000;

  /** The same with store buffers, per search and test. */
  private static final int TSO_CAP = 300;

  static Stream<Case> tests() {
    return RcuLitmusTests.all();
  }

  static Stream<MemorySemantics> models() {
    return Stream.of(MemorySemantics.SC, MemorySemantics.TSO);
  }

  static Stream<Arguments> all() {
    return inBothModels(RcuLitmusTests.all());
  }

  static Stream<Arguments> waiting() {
    return inBothModels(
        RcuLitmusTests.all().filter(c -> c.verdict() == Verdict.FORBIDDEN_BY_WAITING));
  }

  static Stream<Case> fences() {
    return RcuLitmusTests.all().filter(c -> c.verdict() == Verdict.FORBIDDEN_BY_FENCES);
  }

  private static Stream<Arguments> inBothModels(Stream<Case> tests) {
    return tests.flatMap(test -> models().map(memory -> Arguments.of(test, memory)));
  }

  private static Set<String> spec(Case test, boolean waits, MemorySemantics memory) {
    Seen seen =
        Litmus.explore(
            RcuLitmus.program(Model.SPEC, waits, test.body()), new DporSearch(), memory, SPEC_CAP);
    assertThat(seen.exhausted()).as(test + " over the specification is exhausted").isTrue();
    return seen.outcomes();
  }

  /** At most two preemptions, and then reduced search without that bound, all capped. */
  private static Set<String> full(Case test, Model model, MemorySemantics memory, int cap) {
    Program program = RcuLitmus.program(model, true, test.body());
    Set<String> outcomes = new TreeSet<>();
    for (int preemptions = 0; preemptions <= 2; preemptions++) {
      outcomes.addAll(
          Litmus.explore(program, new BoundedSearch(preemptions), memory, cap).outcomes());
    }
    outcomes.addAll(Litmus.explore(program, new DporSearch(), memory, cap).outcomes());
    return outcomes;
  }

  private static void check(Case test, Set<String> outcomes) {
    checkForbidden(test, outcomes);
    if (test.verdict() == Verdict.SEEN) {
      assertThat(test.in(outcomes)).as(test.outcome() + " in " + outcomes).isTrue();
    }
  }

  /** What is allowed may be beyond the cap. */
  private static void checkForbidden(Case test, Set<String> outcomes) {
    assertThat(outcomes).as(test.name()).isNotEmpty().allMatch(o -> o.startsWith("quiescent"));
    if (test.verdict() != Verdict.SEEN && test.verdict() != Verdict.ALLOWED) {
      assertThat(test.in(outcomes)).as(test.outcome() + " in " + outcomes).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void specification_ofEveryTest_hasItsVerdict(Case test, MemorySemantics memory) {
    check(test, spec(test, true, memory));
  }

  @ParameterizedTest
  @MethodSource("tests")
  void algorithm_ofEveryTest_hasItsVerdictAndShowsNothingElse(Case test) {
    Set<String> outcomes = full(test, Model.FULL, MemorySemantics.SC, FULL_CAP);
    check(test, outcomes);
    assertThat(spec(test, true, MemorySemantics.SC)).containsAll(outcomes);
  }

  @ParameterizedTest
  @MethodSource("tests")
  void fastDomain_ofEveryTest_showsNothingThatTheSpecificationDoesNot(Case test) {
    Set<String> allowed = spec(test, true, MemorySemantics.SC);
    for (Model model : List.of(Model.FAST_MEMBARRIER, Model.FAST_FENCED)) {
      Set<String> outcomes = full(test, model, MemorySemantics.SC, FULL_CAP);
      checkForbidden(test, outcomes);
      assertThat(allowed).as(model.name()).containsAll(outcomes);
    }
  }

  /** Store buffers show more than the specification, but nothing forbidden. */
  @ParameterizedTest
  @MethodSource("tests")
  void algorithms_ofEveryTestUnderTso_showNothingForbidden(Case test) {
    for (Model model : List.of(Model.FULL, Model.FAST_MEMBARRIER, Model.FAST_FENCED)) {
      checkForbidden(test, full(test, model, MemorySemantics.TSO, TSO_CAP));
    }
  }

  /** With fences in the readers, the updater's registry lock would do instead of its barrier. */
  @Test
  void membarrierDomain_withoutTheUpdatersBarrier_freesUnderAReader() {
    Case guarantee =
        RcuLitmusTests.twoThreads().filter(c -> c.name().startsWith("T5")).findFirst().get();
    MemorySemantics broken = new MemorySemantics(true, Set.of("synchronize_rcu"));

    assertThat(guarantee.in(full(guarantee, Model.FAST_MEMBARRIER, broken, FULL_CAP))).isTrue();
  }

  @Test
  void fencedDomain_withoutTheReadersFence_freesUnderAReader() {
    Case guarantee =
        RcuLitmusTests.twoThreads().filter(c -> c.name().startsWith("T5")).findFirst().get();
    MemorySemantics broken = new MemorySemantics(true, Set.of("rcu_read_lock"));

    assertThat(guarantee.in(full(guarantee, Model.FAST_FENCED, broken, FULL_CAP))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("waiting")
  void forbiddenOutcome_withoutTheWaiting_isSeen(Case test, MemorySemantics memory) {
    assertThat(test.in(spec(test, false, memory))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("fences")
  void forbiddenOutcome_withoutTheGracePeriod_isSeenWithStoreBuffersOnly(Case test) {
    assertThat(test.in(spec(test, false, MemorySemantics.TSO))).isTrue();
    assertThat(test.in(spec(test, false, MemorySemantics.SC))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("models")
  void callbacks_ofTwoThreadsAndNothingElse_areSeenInEitherOrderAndAtOnce(MemorySemantics memory) {
    Program program =
        () -> {
          Litmus.Log log = new Litmus.Log();
          Litmus.Cell listener = new Litmus.Cell();
          for (String name : new String[] {"P0", "P1"}) {
            Litmus.thread(
                name,
                () -> {
                  Seam.mark(MarkerKind.CALLBACK_ENTER, listener, null);
                  Seam.mark(MarkerKind.CALLBACK_EXIT, listener, null);
                });
          }
          return log;
        };
    assertThat(Litmus.outcomes(program, new DporSearch(), memory)).hasSize(3);
  }

  @Test
  void synchronize_insideItsOwnSection_isDiagnosed() {
    for (Model model : Model.values()) {
      Program program =
          RcuLitmus.program(
              model, true, t -> t.thread(p -> p.lock().synchronize().read("r", t.x).unlock()));
      assertThat(Litmus.outcomes(program, new DporSearch()))
          .singleElement()
          .asString()
          .startsWith("P0 fault synchronize_rcu() inside a read section of P0")
          .doesNotContain("r=");
    }
  }

  @Test
  void drain_insideItsOwnSection_isDiagnosed() {
    for (Model model : Model.values()) {
      Program program =
          RcuLitmus.program(
              model, true, t -> t.worker().thread(p -> p.lock().drain().read("r", t.x).unlock()));
      assertThat(Litmus.outcomes(program, new DporSearch()))
          .isNotEmpty()
          .allMatch(o -> o.startsWith("P0 fault drain_call_rcu() inside a read section of P0"));
    }
  }
}
