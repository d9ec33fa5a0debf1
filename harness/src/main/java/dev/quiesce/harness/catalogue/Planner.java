package dev.quiesce.harness.catalogue;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.result.CellExpectation;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.RcuModel;
import dev.quiesce.harness.result.ScenarioInfo;
import dev.quiesce.harness.result.UsageException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a selection into cells, always the same ones in the same order. */
public final class Planner {
  private final Map<String, ScenarioInfo> scenarios = new LinkedHashMap<>();

  @Inject
  Planner(Set<ScenarioInfo> scenarios) {
    for (ScenarioInfo scenario : scenarios) {
      if (this.scenarios.put(scenario.id(), scenario) != null) {
        throw new IllegalStateException("two scenarios have the id " + scenario.id());
      }
    }
  }

  /** Every scenario. */
  public List<ScenarioInfo> scenarios() {
    return List.copyOf(scenarios.values());
  }

  /**
   * The scenarios that an option selects.
   *
   * @throws UsageException if a part selects nothing
   */
  public List<ScenarioInfo> select(String text) {
    if (text.equals(Catalogue.ALL)) {
      return scenarios();
    }
    List<String> wanted = new ArrayList<>();
    for (String raw : text.split(",", -1)) {
      String part = raw.trim();
      if (!scenarios.containsKey(part)) {
        throw Nearest.unknown("scenario", part, scenarios.keySet());
      }
      wanted.add(part);
    }
    return scenarios.values().stream().filter(one -> wanted.contains(one.id())).toList();
  }

  /** The cells of a selection. */
  public List<CellJob> plan(Catalogue catalogue, Selection selection) {
    List<StrategyDescriptor> strategies = catalogue.select(selection.strategies());
    List<ScenarioInfo> chosen = select(selection.scenarios());
    List<CellJob> jobs = new ArrayList<>();
    for (StrategyDescriptor strategy : strategies) {
      for (Form form : forms(strategy, strategies, selection.forms())) {
        for (ScenarioInfo scenario : chosen) {
          addCells(jobs, strategy, form, scenario, selection);
        }
      }
    }
    return jobs;
  }

  private static void addCells(
      List<CellJob> jobs,
      StrategyDescriptor strategy,
      Form form,
      ScenarioInfo scenario,
      Selection selection) {
    List<String> ingredients = form.ingredients().stream().map(Ingredient::id).toList();
    for (String variant : scenario.variants()) {
      CellExpectation expected =
          scenario.notApplicable(strategy, form.ingredients(), variant).isPresent()
              ? Expectations.notApplicable()
              : Expectations.of(form, scenario.id(), variant);
      for (MemoryModel memoryModel : selection.memoryModels()) {
        for (RcuModel rcu : scenario.rcuModels()) {
          CellKey key =
              new CellKey(
                  strategy.id(),
                  strategy.role(),
                  form.name(),
                  ingredients,
                  scenario.id(),
                  variant,
                  memoryModel,
                  rcu);
          jobs.add(
              new CellJob(key, selection.budget(), selection.seed(), selection.mutant(), expected));
        }
      }
    }
  }

  private static List<Form> forms(
      StrategyDescriptor strategy, List<StrategyDescriptor> all, List<String> names) {
    List<Form> forms = new ArrayList<>();
    for (String name : names) {
      List<String> valid =
          all.stream().flatMap(one -> one.forms().stream()).map(Form::name).distinct().toList();
      boolean known =
          name.equals(Form.COMPLETE) || name.equals(Form.AS_PROPOSED) || valid.contains(name);
      if (!known) {
        throw Nearest.unknown("form", name, valid);
      }
      Form form = strategy.form(name).orElse(null);
      if (form == null && StrategyOrder.isControl(strategy)) {
        form = strategy.defaultForm();
      }
      if (form != null && !forms.contains(form)) {
        forms.add(form);
      }
    }
    return forms;
  }
}
