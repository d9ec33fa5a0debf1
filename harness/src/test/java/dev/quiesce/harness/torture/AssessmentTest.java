package dev.quiesce.harness.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.result.TortureVerdict;
import dev.quiesce.harness.result.TortureViolation;
import dev.quiesce.harness.result.ViolationKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The verdict on hand-made findings: each reason alone, and which outweighs which. */
class AssessmentTest {
  private static final Limit UNSAFE =
      new Limit(Promise.NO_USE_AFTER_FREE, "tlb-protect-code", "*", "nothing keeps it");
  private static final Limit HANGS = new Limit(Promise.NO_DEADLOCK, "vcpu-mmio", "*", "a cycle");

  private static Terms terms(Role role, Limit... limits) {
    Form form = new Form(Form.COMPLETE, Set.of(), Set.of(), List.of(limits), List.of());
    return new Terms(
        new StrategyDescriptor("s", role, "t", "s", List.of(), List.of(form), 0), form);
  }

  private static List<TortureViolation> seen(Terms terms, Promise promise, Activity activity) {
    Findings findings = new Findings(terms);
    findings.saw(promise, ViolationKind.USE_AFTER_FREE, activity, "report");
    return findings.violations();
  }

  private static TortureVerdict verdict(
      Terms terms, List<TortureViolation> violations, Totals totals, boolean vacuous) {
    return new Assessment(terms, violations, totals, vacuous, false, List.of()).verdict();
  }

  @Test
  void fix_nothingSeen_passes() {
    assertThat(verdict(terms(Role.FIX), List.of(), new Totals(), false))
        .isEqualTo(TortureVerdict.PASS);
  }

  @Test
  void fix_floorMissed_isVacuousAndNoPass() {
    assertThat(verdict(terms(Role.FIX), List.of(), new Totals(), true))
        .isEqualTo(TortureVerdict.VACUOUS);
  }

  @Test
  void fix_stallReported_isUnknownEvenIfVacuous() {
    Totals totals = new Totals();
    totals.count("stall alarms", 1);

    assertThat(verdict(terms(Role.FIX), List.of(), totals, true)).isEqualTo(TortureVerdict.UNKNOWN);
  }

  @Test
  void fix_requiredPromiseBroken_failsWhateverElse() {
    Terms terms = terms(Role.FIX);
    Totals totals = new Totals();
    totals.count("stall alarms", 1);

    assertThat(
            verdict(terms, seen(terms, Promise.NO_USE_AFTER_FREE, Activity.TLB_WALK), totals, true))
        .isEqualTo(TortureVerdict.FAIL);
  }

  @Test
  void fix_limitDeclaredForThatWalk_passes() {
    Terms terms = terms(Role.FIX, UNSAFE);

    assertThat(
            verdict(
                terms,
                seen(terms, Promise.NO_USE_AFTER_FREE, Activity.TLB_WALK),
                new Totals(),
                false))
        .isEqualTo(TortureVerdict.PASS);
  }

  @Test
  void fix_limitDeclaredForAnotherWalk_fails() {
    Terms terms = terms(Role.FIX, UNSAFE);

    assertThat(
            verdict(
                terms,
                seen(terms, Promise.NO_USE_AFTER_FREE, Activity.MIGRATION_WALK),
                new Totals(),
                false))
        .isEqualTo(TortureVerdict.FAIL);
  }

  @Test
  void fix_notPromisedButSeen_passes() {
    Terms terms = terms(Role.FIX);

    assertThat(verdict(terms, seen(terms, Promise.KEEPS_BQL, Activity.UPDATE), new Totals(), false))
        .isEqualTo(TortureVerdict.PASS);
  }

  @Test
  void control_declaredUnsafeAndSilent_fails() {
    assertThat(verdict(terms(Role.CONTROL, UNSAFE), List.of(), new Totals(), false))
        .isEqualTo(TortureVerdict.FAIL);
  }

  @Test
  void control_declaredToHangAndDoesNot_fails() {
    assertThat(verdict(terms(Role.CONTROL, HANGS), List.of(), new Totals(), false))
        .isEqualTo(TortureVerdict.FAIL);
  }

  @Test
  void control_hangsAsDeclared_passes() {
    Terms terms = terms(Role.CONTROL, HANGS);

    assertThat(verdict(terms, seen(terms, Promise.NO_DEADLOCK, Activity.MMIO), new Totals(), false))
        .isEqualTo(TortureVerdict.PASS);
  }
}
