package dev.quiesce.harness.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellExpectation;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.Expectation;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.ScenarioInfo;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.result.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PlannerTest {
  private static final Limit LIMIT =
      new Limit(Promise.NO_USE_AFTER_FREE, "walk", "in-tree", "because");
  private static final Limit SIGHTING = new Limit(Promise.SERIAL_CALLBACKS, "walk", "*", "seen");
  private static final Limit REFUSAL =
      new Limit(Promise.LEGAL_DURING_MIGRATION, "walk", "*", "refused");

  private final Catalogue catalogue =
      new Catalogue(
          List.of(
              Strategies.of(
                  "fix",
                  Role.FIX,
                  Strategies.form(Form.COMPLETE, List.of(), List.of()),
                  Strategies.form("odd", List.of(LIMIT), List.of())),
              Strategies.of(
                  "control-x",
                  Role.CONTROL,
                  Strategies.form("as-it-is", List.of(LIMIT), List.of()))));
  private final Planner planner =
      new Planner(
          new LinkedHashSet<>(
              List.of(
                  new Scenario("walk", "in-tree", "with-log-clear"), new Scenario("drain", "x"))));

  private static Selection selection(String scenarios, String... forms) {
    return new Selection(
        "all",
        scenarios,
        List.of(forms),
        List.of(MemoryModel.SC),
        new CellBudget(1, 1, 1),
        3,
        null);
  }

  private List<String> cells(Selection selection) {
    return planner.plan(catalogue, selection).stream().map(job -> job.key().display()).toList();
  }

  @Test
  void plan_ofOneVariant_hasNoOther() {
    assertThat(planner.plan(catalogue, selection("walk/with-log-clear", Form.COMPLETE)))
        .extracting(job -> job.key().variant())
        .containsOnly("with-log-clear");
  }

  @Test
  void plan_ofAnUnknownVariant_namesThoseThereAre() {
    assertThatThrownBy(() -> planner.plan(catalogue, selection("walk/in-tee", Form.COMPLETE)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("in-tree");
  }

  @Test
  void plan_takesEveryVariantInOrder() {
    assertThat(cells(selection("all", "complete")))
        .containsExactly(
            "fix walk/in-tree",
            "fix walk/with-log-clear",
            "fix drain/x",
            "control-x walk/in-tree",
            "control-x walk/with-log-clear",
            "control-x drain/x");
  }

  @Test
  void plan_ofSeveralForms_takesAControlOnce() {
    assertThat(cells(selection("drain", "complete", "odd", "as-proposed")))
        .containsExactly("fix drain/x", "fix[odd] drain/x", "control-x drain/x");
  }

  @Test
  void plan_unknownFormOrScenario_isAnError() {
    assertThatThrownBy(() -> cells(selection("all", "od")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("did you mean 'odd'?");
    assertThatThrownBy(() -> cells(selection("wlk", "complete")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("did you mean 'walk'?");
  }

  @Test
  void plan_notApplicable_isExpectedSo() {
    CellJob job = planner.plan(catalogue, selection("drain", "complete")).get(0);

    assertThat(job.expected().verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void expectation_ofALimit_isViolatedInItsCellsOnly() {
    Form form = Strategies.form("f", List.of(LIMIT), List.of());

    assertThat(Expectations.of(form, "walk", "in-tree").verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(Expectations.of(form, "walk", "with-log-clear").verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(Expectations.of(form, "drain", "in-tree").promises())
        .containsEntry(Promise.NO_USE_AFTER_FREE, Expectation.HOLDS)
        .containsEntry(Promise.KEEPS_BQL, Expectation.HOLDS)
        .containsEntry(Promise.SERIAL_CALLBACKS, Expectation.NOT_PROMISED);
  }

  @Test
  void expectation_ofALimitThatIsNoPromise_isNoViolation() {
    CellExpectation expected =
        Expectations.of(Strategies.form("f", List.of(SIGHTING), List.of()), "walk", "in-tree");

    assertThat(expected.verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(expected.promises()).containsEntry(Promise.SERIAL_CALLBACKS, Expectation.VIOLATED);
  }

  @Test
  void expectation_ofARefusal_yieldsToALimit() {
    Form refusing = Strategies.form("f", List.of(), List.of(REFUSAL));
    Form both = Strategies.form("f", List.of(LIMIT), List.of(REFUSAL));

    assertThat(Expectations.of(refusing, "walk", "in-tree").verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(Expectations.of(both, "walk", "in-tree").verdict()).isEqualTo(Verdict.VIOLATED);
  }

  private record Scenario(String id, String title, List<String> variants) implements ScenarioInfo {
    Scenario(String id, String... variants) {
      this(id, "title", List.of(variants));
    }

    @Override
    public Optional<String> notApplicable(
        StrategyDescriptor strategy, Set<Ingredient> ingredients, String variant) {
      return id.equals("drain") ? Optional.of("it does not wait") : Optional.empty();
    }
  }
}
