package dev.quiesce.harness.verify;

import com.google.inject.Guice;
import com.google.inject.Inject;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.HarnessModule;
import dev.quiesce.harness.catalogue.Expectations;
import dev.quiesce.harness.mutant.Planted;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.Expectation;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.RcuModel;
import dev.quiesce.harness.scenario.Scenario;
import dev.quiesce.harness.scenario.Scenarios;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Many cells, one after the other, until one shows what nothing declares. */
public final class SweptCells implements BiConsumer<String, Consumer<String>> {
  private static final class Parts {
    private final Map<String, StrategyPlugin> plugins;

    @Inject
    Parts(Map<String, StrategyPlugin> plugins) {
      this.plugins = plugins;
    }
  }

  private final Map<String, StrategyPlugin> plugins;
  private final Scenarios scenarios = new Scenarios();

  /** For {@link Planted#entry}. */
  public SweptCells() {
    plugins = Guice.createInjector(new HarnessModule(List.of())).getInstance(Parts.class).plugins;
  }

  @Override
  public void accept(String millis, Consumer<String> out) {
    RcuModel rcu = Boolean.getBoolean("quiesce.sweep.full") ? RcuModel.FULL : RcuModel.SPEC;
    try (CellVerifier verifier = new CellVerifier(plugins, scenarios)) {
      for (String strategy : System.getProperty("quiesce.sweep", "gfree-rcu").split(",", -1)) {
        for (Scenario scenario : scenarios.all()) {
          StrategyPlugin plugin = Objects.requireNonNull(plugins.get(strategy));
          if (noticed(verifier, plugin, scenario, rcu, Long.parseLong(millis), out)) {
            return;
          }
        }
      }
    }
  }

  private static boolean noticed(
      CellVerifier verifier,
      StrategyPlugin plugin,
      Scenario scenario,
      RcuModel rcu,
      long millis,
      Consumer<String> out) {
    Form form = plugin.descriptor().defaultForm();
    for (String variant : scenario.variants()) {
      if (scenario.notApplicable(plugin.descriptor(), form.ingredients(), variant).isPresent()) {
        continue;
      }
      CellKey key =
          CellKey.of(plugin.descriptor(), form, scenario.id(), variant, MemoryModel.SC, rcu);
      CellJob job =
          new CellJob(
              key,
              new CellBudget(1, millis, CellBudget.UNBOUNDED),
              1,
              Planted.here(),
              Expectations.of(form, scenario.id(), variant));
      String[] how = new String[1];
      boolean noticed = verifier.search(job, judge -> (how[0] = unexpected(judge, job)) != null);
      if (noticed) {
        out.accept(how[0] + " in " + key.display());
        return true;
      }
    }
    return false;
  }

  private static String unexpected(CellJudge judge, CellJob job) {
    if (judge.error() != null) {
      return "threw " + judge.error();
    }
    for (CellJudge.Evidence evidence : judge.evidence()) {
      Expectation expected = job.expected().promises().get(evidence.sighting().promise());
      if (expected == Expectation.HOLDS) {
        return evidence.sighting().promise() + " " + evidence.sighting().kind();
      }
    }
    return null;
  }
}
