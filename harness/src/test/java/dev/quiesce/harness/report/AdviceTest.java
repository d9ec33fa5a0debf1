package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.owner.OwnerRow;
import dev.quiesce.harness.owner.QemuOwners;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Sample;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.Verdict;
import dev.quiesce.harness.result.ViolationKind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The stated rules: standing of a fix, and what it asks of owners. */
final class AdviceTest {
  private static Sample broken(String scenario) {
    return Sample.cell("a", scenario)
        .violates(Promise.NO_USE_AFTER_FREE, ViolationKind.USE_AFTER_FREE, Severity.CRASH, true);
  }

  private static Advice advice(Sample... samples) {
    return Advice.of(cells(samples)).get(0);
  }

  private static List<CellResult> cells(Sample... samples) {
    return Arrays.stream(samples).map(Sample::build).toList();
  }

  @Test
  void advice_ofAFixThatHolds_isSafe() {
    assertThat(advice(Sample.cell("a", "s")).standing()).isEqualTo(Advice.Standing.SAFE);
  }

  @Test
  void advice_ofACellThatIsNotExhausted_countsIt() {
    assertThat(advice(Sample.cell("a", "s").notExhausted()).undecided()).isEqualTo(1);
  }

  @Test
  void advice_ofARequiredPromiseBroken_isNotRanked() {
    Advice advice = advice(broken("clear-vs-unregister"));

    assertThat(advice.standing()).isEqualTo(Advice.Standing.NOT_RANKED);
    assertThat(advice.broken()).containsExactly("NO_USE_AFTER_FREE in clear-vs-unregister");
  }

  @Test
  void advice_ofABreachThatAConditionRemoves_namesTheCondition() {
    Advice advice = advice(broken("stack-listener"), Sample.cell("a", "s"));

    assertThat(advice.standing()).isEqualTo(Advice.Standing.CONDITIONAL);
    assertThat(advice.conditions()).singleElement().asString().contains("stack frame");
  }

  @Test
  void advice_ofARefusal_isSafeUnderTheConditionThatCallersBearIt() {
    Advice advice = advice(Sample.cell("a", "s").verdict(Verdict.REFUSED, Verdict.REFUSED));

    assertThat(advice.standing()).isEqualTo(Advice.Standing.CONDITIONAL);
    assertThat(advice.conditions()).singleElement().asString().contains("refused");
  }

  @Test
  void advice_ofAnUnknownCell_isUndecided() {
    assertThat(advice(Sample.cell("a", "s").verdict(Verdict.UNKNOWN, Verdict.HOLDS)).standing())
        .isEqualTo(Advice.Standing.UNDECIDED);
  }

  @Test
  void advice_ofAControl_isNone() {
    assertThat(Advice.of(cells(Sample.cell("control-x", "s")))).isEmpty();
  }

  private static Burden burden(String owner, Set<String> ingredients, Sample... samples) {
    OwnerRow row = QemuOwners.bundled().owner(owner).orElseThrow();
    return Burden.of(row, ingredients, cells(samples));
  }

  @Test
  void burden_ofAnOwnerThatIsNeverUnregistered_isNothing() {
    assertThat(burden("1", Set.of()).need()).isEqualTo(Burden.Need.NOTHING);
  }

  @Test
  void burden_ofAnOwnerWithoutCells_isUnknown() {
    assertThat(burden("19", Set.of(), Sample.cell("a", "s")).need()).isEqualTo(Burden.Need.UNKNOWN);
  }

  @Test
  void burden_ofAnOwnerThatTheFixDoesNotProtect_isToBeRewritten() {
    Burden burden = burden("19", Set.of("deferred-free"), broken("stack-listener"));

    assertThat(burden.need()).isEqualTo(Burden.Need.REWRITE);
    assertThat(burden.difficulty()).isEqualTo(OwnerRow.Difficulty.IMPOSSIBLE);
    assertThat(burden.why()).contains("use-after-free");
  }

  @Test
  void burden_ofADeferredFree_fallsOnOwnersThatAreFreedAtOnce() {
    Sample holds = Sample.cell("a", "clear-vs-unregister");

    assertThat(burden("9", Set.of("deferred-free"), holds).need()).isEqualTo(Burden.Need.CHANGE);
    assertThat(burden("9", Set.of(), holds).need()).isEqualTo(Burden.Need.NOTHING);
  }

  @Test
  void burden_ofARefusal_isBorne() {
    Sample refused =
        Sample.cell("a", "clear-vs-unregister").verdict(Verdict.REFUSED, Verdict.REFUSED);

    assertThat(burden("9", Set.of(), refused).need()).isEqualTo(Burden.Need.BEAR);
  }

  @Test
  void owners_bundled_areTheTwentyRowsAndTheirPathsNameThem() {
    QemuOwners facts = QemuOwners.bundled();

    assertThat(facts.owners()).hasSize(20).extracting(OwnerRow::id).doesNotHaveDuplicates();
    assertThat(facts.paths())
        .allSatisfy(path -> assertThat(path.owners()).allMatch(id -> facts.owner(id).isPresent()));
  }
}
