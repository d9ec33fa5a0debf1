package dev.quiesce.harness.catalogue;

import dev.quiesce.api.strategy.Form;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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

  /** A scenario, and which of its variants. */
  private record Chosen(ScenarioInfo scenario, List<String> variants) {}

  /**
   * The scenarios that an option selects.
   *
   * @throws UsageException if a part selects nothing
   */
  public List<ScenarioInfo> select(String text) {
    return choose(text).stream().map(Chosen::scenario).toList();
  }

  /** A part is a scenario, with all variants but the larger ones, or scenario/variant. */
  private List<Chosen> choose(String text) {
    Map<String, Set<String>> wanted = new LinkedHashMap<>();
    if (text.equals(Catalogue.ALL)) {
      scenarios.forEach((id, one) -> wanted.put(id, new LinkedHashSet<>(one.variants())));
    } else {
      for (String raw : text.split(",", -1)) {
        add(wanted, raw.trim());
      }
    }
    List<Chosen> chosen = new ArrayList<>();
    for (ScenarioInfo scenario : scenarios.values()) {
      Set<String> variants = wanted.getOrDefault(scenario.id(), Set.of());
      if (!variants.isEmpty()) {
        chosen.add(
            new Chosen(scenario, everyVariant(scenario).filter(variants::contains).toList()));
      }
    }
    return chosen;
  }

  private void add(Map<String, Set<String>> wanted, String part) {
    int slash = part.indexOf('/');
    String id = slash < 0 ? part : part.substring(0, slash);
    ScenarioInfo scenario = scenarios.get(id);
    if (scenario == null) {
      throw Nearest.unknown("scenario", id, scenarios.keySet());
    }
    Set<String> variants = wanted.computeIfAbsent(id, key -> new LinkedHashSet<>());
    if (slash < 0) {
      variants.addAll(scenario.variants());
      return;
    }
    String variant = part.substring(slash + 1);
    List<String> valid = everyVariant(scenario).toList();
    if (!valid.contains(variant)) {
      throw Nearest.unknown("variant of " + id, variant, valid);
    }
    variants.add(variant);
  }

  private static Stream<String> everyVariant(ScenarioInfo scenario) {
    return Stream.concat(scenario.variants().stream(), scenario.scaleVariants().stream());
  }

  /** The cells of a selection. */
  public List<CellJob> plan(Catalogue catalogue, Selection selection) {
    List<StrategyDescriptor> strategies = catalogue.select(selection.strategies());
    List<Chosen> chosen = choose(selection.scenarios());
    List<CellJob> jobs = new ArrayList<>();
    for (StrategyDescriptor strategy : strategies) {
      for (Form form : forms(strategy, strategies, selection.forms())) {
        for (Chosen one : chosen) {
          addCells(jobs, strategy, form, one, selection);
        }
      }
    }
    return jobs;
  }

  private static void addCells(
      List<CellJob> jobs,
      StrategyDescriptor strategy,
      Form form,
      Chosen chosen,
      Selection selection) {
    ScenarioInfo scenario = chosen.scenario();
    for (String variant : chosen.variants()) {
      CellExpectation expected =
          scenario.notApplicable(strategy, form.ingredients(), variant).isPresent()
              ? Expectations.notApplicable()
              : Expectations.of(form, scenario.id(), scenario.declaredLike(variant));
      for (MemoryModel memoryModel : selection.memoryModels()) {
        for (RcuModel rcu : scenario.rcuModels()) {
          CellKey key = CellKey.of(strategy, form, scenario.id(), variant, memoryModel, rcu);
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
