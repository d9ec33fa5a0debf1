package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.result.Ablation;
import dev.quiesce.harness.result.Ablations;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.SubsetVerdict;
import dev.quiesce.harness.result.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AblationJudgeTest {
  private static final List<List<String>> SUBSETS =
      List.of(List.of(), List.of("a"), List.of("b"), List.of("a", "b"));

  /** The complete form is {a, b}; the mail's is {a}; a named set is sufficient. */
  private static ExitCode judge(
      List<List<String>> sufficient, boolean exhausted, Ablation.@Nullable Declared declared) {
    List<SubsetVerdict> subsets =
        SUBSETS.stream()
            .map(
                on ->
                    new SubsetVerdict(
                        on,
                        sufficient.contains(on) ? Verdict.HOLDS : Verdict.VIOLATED,
                        null,
                        exhausted))
            .toList();
    return judge(subsets, sufficient.subList(0, 1), declared);
  }

  private static ExitCode judge(
      List<SubsetVerdict> subsets,
      List<List<String>> minimal,
      Ablation.@Nullable Declared declared) {
    Ablation ablation =
        new Ablation(
            "id",
            List.of("a", "b"),
            List.of("a"),
            List.of("a", "b"),
            subsets,
            minimal,
            subsets.get(1).verdict(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            declared,
            new Ablation.Effort(4, 1, 0, 0, List.of(), List.of(), 0),
            "");
    return AblationJudge.exitCode(
        new AblationJudge()
            .judge(new Ablations(1, 1, MemoryModel.SC, 1, List.of(), List.of(ablation))));
  }

  private static Ablation.Declared declared(boolean asProposed, List<List<String>> minimal) {
    return new Ablation.Declared(asProposed, minimal);
  }

  @Test
  void ablation_asDeclared_is0() {
    assertThat(
            judge(
                List.of(List.of("b"), List.of("a", "b")),
                true,
                declared(false, List.of(List.of("b")))))
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void ablation_withoutADeclaration_is0() {
    assertThat(judge(List.of(List.of("b"), List.of("a", "b")), true, null)).isEqualTo(ExitCode.OK);
  }

  @Test
  void declaredSet_thatIsInsufficient_is1EvenIfNotExhausted() {
    assertThat(judge(List.of(List.of("a", "b")), false, declared(false, List.of(List.of("b")))))
        .isEqualTo(ExitCode.VIOLATION);
  }

  @Test
  void undeclaredSet_inExhaustedCells_is1() {
    assertThat(
            judge(
                List.of(List.of("b"), List.of("a", "b")),
                true,
                declared(false, List.of(List.of("a", "b")))))
        .isEqualTo(ExitCode.VIOLATION);
  }

  @Test
  void undeclaredSet_thatIsNotExhausted_isInconclusive() {
    assertThat(
            judge(
                List.of(List.of("b"), List.of("a", "b")),
                false,
                declared(false, List.of(List.of("a", "b")))))
        .isEqualTo(ExitCode.INCONCLUSIVE);
  }

  @Test
  void mailsForm_declaredInsufficientAndNotShown_is1OrInconclusive() {
    List<List<String>> sufficient = List.of(List.of("a"), List.of("a", "b"));
    Ablation.Declared declared = declared(false, List.of(List.of("a")));

    assertThat(judge(sufficient, true, declared)).isEqualTo(ExitCode.VIOLATION);
    assertThat(judge(sufficient, false, declared)).isEqualTo(ExitCode.INCONCLUSIVE);
  }

  @Test
  void mailsForm_declaredSufficientAndViolated_is1() {
    assertThat(
            judge(
                List.of(List.of("b"), List.of("a", "b")),
                false,
                declared(true, List.of(List.of("b")))))
        .isEqualTo(ExitCode.VIOLATION);
  }

  @Test
  void completeForm_thatIsInsufficient_is1() {
    assertThat(judge(List.of(List.of("b")), true, declared(false, List.of(List.of("b")))))
        .isEqualTo(ExitCode.VIOLATION);
  }

  @Test
  void undecidedSubset_is3() {
    List<SubsetVerdict> subsets =
        SUBSETS.stream().map(on -> new SubsetVerdict(on, Verdict.UNKNOWN, null, false)).toList();

    assertThat(judge(subsets, List.of(), declared(false, List.of())))
        .isEqualTo(ExitCode.INFRASTRUCTURE);
  }
}
