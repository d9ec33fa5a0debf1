package dev.quiesce.harness.ablate;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.result.Ablation;
import dev.quiesce.harness.result.ScenarioInfo;
import dev.quiesce.harness.result.SubsetJob.Target;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a sufficient subset has to achieve: in every cell, each required promise that the strategy's
 * default form does not declare as its limit there.
 *
 * @param targets the cells, each with what is tolerated in it
 */
public record Goal(List<Target> targets) {
  /** Copies the list. */
  public Goal {
    targets = List.copyOf(targets);
  }

  /**
   * The goal of a strategy in some scenarios, over the first RCU model of each: the second one is
   * about fences, and no ingredient is one.
   */
  public static Goal of(StrategyDescriptor strategy, List<ScenarioInfo> scenarios) {
    Form complete = strategy.defaultForm();
    List<Target> targets = new ArrayList<>();
    for (ScenarioInfo scenario : scenarios) {
      for (String variant : scenario.variants()) {
        targets.add(
            new Target(
                scenario.id(),
                variant,
                scenario.rcuModels().get(0),
                tolerated(complete, scenario.id(), variant)));
      }
    }
    return new Goal(targets);
  }

  private static Set<Promise> tolerated(Form form, String scenario, String variant) {
    EnumSet<Promise> tolerated = EnumSet.noneOf(Promise.class);
    for (Limit limit : form.limits()) {
      if (limit.promise().required() && limit.covers(scenario, variant)) {
        tolerated.add(limit.promise());
      }
    }
    return tolerated;
  }

  /** What is tolerated, cell by cell. */
  public List<Ablation.Tolerance> tolerances() {
    return targets.stream()
        .flatMap(
            target ->
                target.tolerated().stream()
                    .sorted()
                    .map(
                        promise ->
                            new Ablation.Tolerance(
                                promise.name(), target.scenario(), target.variant())))
        .toList();
  }
}
