package dev.quiesce.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.catalogue.Expectations;
import dev.quiesce.harness.report.Judge;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellExpectation;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.RcuModel;
import dev.quiesce.harness.result.Verdict;
import dev.quiesce.harness.scenario.Scenario;
import dev.quiesce.harness.scenario.Scenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In the cells that are soon exhausted, every form shows what it declares, all of it and nothing
 * else. The larger cells are for a run's own budget.
 */
@Tag("controlled")
final class DeclaredLimitsTest {
  private static final Map<String, StrategyPlugin> PLUGINS = new TreeMap<>();
  private static final CellVerifier VERIFIER;

  static {
    ServiceLoader.load(StrategyPlugin.class).forEach(p -> PLUGINS.put(p.descriptor().id(), p));
    VERIFIER = new CellVerifier(PLUGINS, new Scenarios());
  }

  @AfterAll
  static void close() {
    VERIFIER.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bus-unrealize",
        "rival-in-drain",
        "vcpu-mmio",
        "unregister-in-callback",
        "bql-dropped-in-callback",
        "lock-order",
        "find-vs-destroy",
        "drain-vs-synchronize",
        "register-vs-walk"
      })
  void scenario_ofEveryForm_showsWhatIsDeclared(String scenario) {
    List<CellResult> results = new ArrayList<>();
    for (StrategyPlugin plugin : PLUGINS.values()) {
      for (Form form : plugin.descriptor().forms()) {
        results.addAll(verify(plugin, form, scenario));
      }
    }
    assertThat(new Judge().judge(results)).isEmpty();
    assertThat(results).allMatch(r -> r.exhausted() || r.verdict() == Verdict.NOT_APPLICABLE);
  }

  @Test
  void register_refusedDuringAMigration_isARefusal() {
    StrategyPlugin plugin = plugin("migration-block");

    assertThat(verify(plugin, plugin.descriptor().defaultForm(), "register-vs-walk"))
        .extracting(CellResult::verdict)
        .containsOnly(Verdict.REFUSED);
  }

  @Test
  void backlog_whereOwnersAreFreedAtOnce_isBounded() {
    StrategyPlugin plugin = plugin("notifier-lock");

    assertThat(verify(plugin, plugin.descriptor().defaultForm(), "backlog"))
        .allSatisfy(
            cell ->
                assertThat(cell.promises())
                    .containsEntry(Promise.BOUNDED_BACKLOG, PromiseStatus.HOLDS));
  }

  private static StrategyPlugin plugin(String id) {
    return PLUGINS.entrySet().stream()
        .filter(entry -> entry.getKey().equals(id))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private static List<CellResult> verify(StrategyPlugin plugin, Form form, String scenarioId) {
    Scenario scenario = new Scenarios().find(scenarioId).orElseThrow();
    List<CellResult> results = new ArrayList<>();
    for (String variant : scenario.variants()) {
      CellKey key =
          CellKey.of(plugin.descriptor(), form, scenarioId, variant, MemoryModel.SC, RcuModel.SPEC);
      boolean applicable =
          scenario.notApplicable(plugin.descriptor(), form.ingredients(), variant).isEmpty();
      CellExpectation expected =
          applicable ? Expectations.of(form, scenarioId, variant) : Expectations.notApplicable();
      CellBudget budget = new CellBudget(1, CellBudget.UNBOUNDED, CellBudget.UNBOUNDED);
      results.add(VERIFIER.verify(new CellJob(key, budget, 1, null, expected)));
    }
    return results;
  }
}
