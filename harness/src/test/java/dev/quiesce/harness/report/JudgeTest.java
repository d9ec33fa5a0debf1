package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Expectation;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.Sample;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.Verdict;
import dev.quiesce.harness.result.ViolationKind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JudgeTest {
  private static ExitCode judge(Sample... samples) {
    List<CellResult> cells = List.of(samples).stream().map(Sample::build).toList();
    return Judge.exitCode(new Judge().judge(cells));
  }

  private static Sample limit() {
    return Sample.cell()
        .verdict(Verdict.HOLDS, Verdict.VIOLATED)
        .promise(Promise.NO_DEADLOCK, PromiseStatus.HOLDS, Expectation.VIOLATED);
  }

  @Test
  void judge_asDeclared_is0() {
    assertThat(judge(Sample.cell())).isEqualTo(ExitCode.OK);
  }

  @Test
  void judge_declaredViolation_is0() {
    assertThat(judge(broken(true))).isEqualTo(ExitCode.OK);
  }

  @Test
  void judge_undeclaredViolation_is1() {
    assertThat(judge(broken(false))).isEqualTo(ExitCode.VIOLATION);
  }

  @Test
  void judge_undeclaredViolationBesideADeclaredOne_is1() {
    assertThat(
            judge(
                broken(true)
                    .promise(Promise.NO_LOST_CALLBACK, PromiseStatus.VIOLATED, Expectation.HOLDS)))
        .isEqualTo(ExitCode.VIOLATION);
  }

  @Test
  void judge_limitNeverShownInAnExhaustedCell_is1() {
    assertThat(judge(limit())).isEqualTo(ExitCode.VIOLATION);
  }

  @Test
  void judge_limitNotSeenInAnOpenCell_is4() {
    assertThat(judge(limit().notExhausted())).isEqualTo(ExitCode.INCONCLUSIVE);
  }

  @Test
  void judge_limitThatTheCellDoesNotMention_is1() {
    Sample silent =
        Sample.cell()
            .verdict(Verdict.HOLDS, Verdict.VIOLATED)
            .promise(Promise.NO_DEADLOCK, PromiseStatus.NOT_EXERCISED, Expectation.VIOLATED);

    assertThat(judge(silent)).isEqualTo(ExitCode.VIOLATION);
  }

  @Test
  void judge_limitOfWhatIsNotPromised_isShownWhenSeen() {
    Sample seen =
        Sample.cell()
            .promise(
                Promise.SERIAL_CALLBACKS, PromiseStatus.NOT_PROMISED_SEEN, Expectation.VIOLATED);
    Sample unseen =
        Sample.cell()
            .promise(
                Promise.SERIAL_CALLBACKS, PromiseStatus.NOT_PROMISED_UNSEEN, Expectation.VIOLATED);

    assertThat(judge(seen)).isEqualTo(ExitCode.OK);
    assertThat(judge(unseen)).isEqualTo(ExitCode.VIOLATION);
  }

  @Test
  void judge_whatIsNotPromised_isFreeToBeSeen() {
    Sample seen =
        Sample.cell()
            .promise(
                Promise.SERIAL_CALLBACKS,
                PromiseStatus.NOT_PROMISED_SEEN,
                Expectation.NOT_PROMISED);

    assertThat(judge(seen)).isEqualTo(ExitCode.OK);
  }

  @Test
  void judge_unknownCell_is3() {
    assertThat(judge(Sample.cell().verdict(Verdict.UNKNOWN, Verdict.HOLDS)))
        .isEqualTo(ExitCode.INFRASTRUCTURE);
    assertThat(judge(Sample.cell().subset().verdict(Verdict.UNKNOWN, null)))
        .isEqualTo(ExitCode.INFRASTRUCTURE);
  }

  @Test
  void judge_undecidedRequiredPromise_is3() {
    Sample undecided =
        Sample.cell().promise(Promise.NO_LOST_CALLBACK, PromiseStatus.UNKNOWN, Expectation.HOLDS);

    assertThat(judge(undecided)).isEqualTo(ExitCode.INFRASTRUCTURE);
  }

  @Test
  void judge_violatedWithoutAViolatedPromise_is3() {
    assertThat(judge(Sample.cell().verdict(Verdict.VIOLATED, Verdict.HOLDS)))
        .isEqualTo(ExitCode.INFRASTRUCTURE);
  }

  @Test
  void judge_applicabilityThatDiffersFromThePlan_is3() {
    assertThat(judge(Sample.cell().verdict(Verdict.NOT_APPLICABLE, Verdict.HOLDS)))
        .isEqualTo(ExitCode.INFRASTRUCTURE);
    assertThat(judge(Sample.cell().verdict(Verdict.HOLDS, Verdict.NOT_APPLICABLE)))
        .isEqualTo(ExitCode.INFRASTRUCTURE);
  }

  @Test
  void judge_notApplicableAsPlanned_is0() {
    assertThat(
            judge(
                Sample.cell()
                    .verdict(Verdict.NOT_APPLICABLE, Verdict.NOT_APPLICABLE)
                    .executions(0)))
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void judge_refusal_isJudgedLikeALimit() {
    assertThat(judge(Sample.cell().verdict(Verdict.REFUSED, Verdict.REFUSED)))
        .isEqualTo(ExitCode.OK);
    assertThat(judge(Sample.cell().verdict(Verdict.REFUSED, Verdict.HOLDS)))
        .isEqualTo(ExitCode.VIOLATION);
    assertThat(judge(Sample.cell().verdict(Verdict.HOLDS, Verdict.REFUSED)))
        .isEqualTo(ExitCode.VIOLATION);
    assertThat(judge(Sample.cell().verdict(Verdict.HOLDS, Verdict.REFUSED).notExhausted()))
        .isEqualTo(ExitCode.INCONCLUSIVE);
  }

  @Test
  void judge_vacuousCell_is4() {
    assertThat(judge(Sample.cell().vacuous())).isEqualTo(ExitCode.INCONCLUSIVE);
  }

  @Test
  void judge_vacuousCellWithASighting_isAsDeclared() {
    Sample seen =
        Sample.cell()
            .violates(Promise.NO_DEADLOCK, ViolationKind.SELF_DEADLOCK, Severity.HANG, true)
            .vacuous();

    assertThat(judge(seen)).isEqualTo(ExitCode.OK);
  }

  @Test
  void judge_cellWithoutAnExecution_is4() {
    assertThat(judge(Sample.cell().executions(0))).isEqualTo(ExitCode.INCONCLUSIVE);
  }

  @Test
  void judge_subset_declaresNothing() {
    Sample subset =
        Sample.cell()
            .violates(Promise.NO_DEADLOCK, ViolationKind.DEADLOCK, Severity.HANG, false)
            .subset();

    assertThat(judge(subset)).isEqualTo(ExitCode.OK);
  }

  @Test
  void exitCode_ofSeveral_is2Then1Then3Then4Then5() {
    assertThat(judge(Sample.cell().vacuous(), broken(false))).isEqualTo(ExitCode.VIOLATION);
    assertThat(judge(broken(false), Sample.cell().verdict(Verdict.UNKNOWN, Verdict.HOLDS)))
        .isEqualTo(ExitCode.VIOLATION);
    assertThat(judge(Sample.cell().vacuous(), Sample.cell().verdict(Verdict.UNKNOWN, null)))
        .isEqualTo(ExitCode.INFRASTRUCTURE);
    assertThat(List.of(ExitCode.values()).stream().map(ExitCode::code))
        .containsExactly(2, 1, 3, 4, 5, 0);
    assertThat(ExitCode.of(List.of(ExitCode.REGRESSION, ExitCode.INCONCLUSIVE)))
        .isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(ExitCode.of(List.of(ExitCode.VIOLATION, ExitCode.USAGE))).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void finding_namesTheCell() {
    List<Finding> findings = new Judge().judge(List.of(broken(false).build()));

    assertThat(findings)
        .singleElement()
        .hasToString(
            "gfree-rcu clear-vs-unregister/in-tree: NO_DEADLOCK is violated and no limit declares"
                + " it");
  }

  private static Sample broken(boolean declared) {
    return Sample.cell()
        .violates(Promise.NO_DEADLOCK, ViolationKind.DEADLOCK, Severity.HANG, declared);
  }
}
