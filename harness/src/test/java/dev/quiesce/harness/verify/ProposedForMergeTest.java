package dev.quiesce.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.catalogue.Expectations;
import dev.quiesce.harness.impossible.Impossibilities;
import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.report.Judge;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellExpectation;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.RcuModel;
import dev.quiesce.harness.scenario.Scenario;
import dev.quiesce.harness.scenario.Scenarios;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is proposed for merging keeps every promise, in every scenario, but where nobody can. The
 * cells are cut off early here; a run explores them for as long as it takes.
 */
@Tag("controlled")
final class ProposedForMergeTest {
  /**
   * Executions; deterministic, unlike a time. Most cells without store buffers are exhausted by
   * then.
   */
  private static final int EXECUTIONS = 400;

  private static final Set<Promise> NOT_ASKED =
      EnumSet.of(Promise.SERIAL_CALLBACKS, Promise.NO_DATA_RACE);
  private static final Map<String, StrategyPlugin> PLUGINS = new TreeMap<>();
  private static final Scenarios SCENARIOS = new Scenarios();
  private static final CellVerifier VERIFIER;

  static {
    ServiceLoader.load(StrategyPlugin.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(plugin -> plugin.mergeProposal().isPresent())
        .forEach(plugin -> PLUGINS.put(plugin.descriptor().id(), plugin));
    VERIFIER = new CellVerifier(PLUGINS, SCENARIOS);
  }

  @AfterAll
  static void close() {
    VERIFIER.close();
  }

  @Test
  void proposal_always_promisesEverythingThatIsAskedFor() {
    assertThat(PLUGINS).isNotEmpty();
    for (StrategyPlugin plugin : PLUGINS.values()) {
      Form form = plugin.descriptor().defaultForm();
      for (Promise promise : Promise.values()) {
        boolean asked = !promise.required() && !NOT_ASKED.contains(promise);
        assertThat(form.promises().contains(promise)).as("%s", promise).isEqualTo(asked);
      }
      assertThat(form.refusals()).isEmpty();
    }
  }

  @Test
  void limit_ofAProposal_isWhatNobodyCanDo() {
    for (StrategyPlugin plugin : PLUGINS.values()) {
      for (Limit limit : plugin.descriptor().defaultForm().limits()) {
        assertThat(Impossibilities.all())
            .as("%s in %s", limit.promise(), limit.scenario())
            .anyMatch(
                one ->
                    one.choices().stream()
                        .anyMatch(
                            choice ->
                                choice.scenario().equals(limit.scenario())
                                    && choice.breaks() == limit.promise()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void promises_ofAProposal_holdInEveryScenario(MemoryModel memoryModel) {
    List<CellResult> results = new ArrayList<>();
    for (StrategyPlugin plugin : PLUGINS.values()) {
      for (Scenario scenario : SCENARIOS.all()) {
        for (String variant : scenario.variants()) {
          results.add(VERIFIER.verify(job(plugin, scenario, variant, memoryModel)));
        }
      }
    }

    // What a cell that was cut off has not shown is no regression.
    assertThat(new Judge().judge(results))
        .filteredOn(finding -> finding.code() != ExitCode.INCONCLUSIVE)
        .isEmpty();
    // Nothing passes by being out of the question: each promise is put to the test somewhere.
    EnumSet<Promise> kept = EnumSet.noneOf(Promise.class);
    results.forEach(
        cell ->
            cell.promises()
                .forEach(
                    (promise, status) -> {
                      if (status == PromiseStatus.HOLDS) {
                        kept.add(promise);
                      }
                    }));
    assertThat(kept).containsAll(EnumSet.complementOf(EnumSet.copyOf(NOT_ASKED)));
  }

  private static CellJob job(
      StrategyPlugin plugin, Scenario scenario, String variant, MemoryModel memoryModel) {
    StrategyDescriptor descriptor = plugin.descriptor();
    Form form = descriptor.defaultForm();
    CellKey key = CellKey.of(descriptor, form, scenario.id(), variant, memoryModel, RcuModel.SPEC);
    CellExpectation expected =
        scenario.notApplicable(descriptor, form.ingredients(), variant).isPresent()
            ? Expectations.notApplicable()
            : Expectations.of(form, scenario.id(), variant);
    CellBudget budget = new CellBudget(1, CellBudget.UNBOUNDED, EXECUTIONS);
    return new CellJob(key, budget, 1, null, expected);
  }
}
