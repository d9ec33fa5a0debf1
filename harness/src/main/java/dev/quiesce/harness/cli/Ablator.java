package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.Sufficiency;
import dev.quiesce.harness.ablate.Conclusions;
import dev.quiesce.harness.ablate.Goal;
import dev.quiesce.harness.ablate.Knowledge;
import dev.quiesce.harness.ablate.Lattice;
import dev.quiesce.harness.ablate.Sentence;
import dev.quiesce.harness.cli.AblationPhase.Unit;
import dev.quiesce.harness.result.Ablation;
import dev.quiesce.harness.result.Ablations;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellExpectation;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Expectation;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.Necessity;
import dev.quiesce.harness.result.ScenarioInfo;
import dev.quiesce.harness.result.SubsetJob.Target;
import dev.quiesce.harness.result.SubsetVerdict;
import dev.quiesce.harness.result.SubsetViolation;
import dev.quiesce.harness.result.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ablation of one strategy. */
final class Ablator {
  private final Children children;
  private final Settings settings;
  private final List<String> warnings;
  private final StrategyDescriptor strategy;
  private final Lattice lattice;
  private final Knowledge knowledge;
  private final Goal goal;
  private final Conclusions conclusions;
  private final Sentence sentence;

  /**
   * What all strategies' ablations have in common.
   *
   * @param scenarios that count
   * @param everyScenario whether these are all: otherwise the declared sets say nothing
   * @param budget of each cell
   * @param seed of everything that involves chance
   * @param pluginPath further strategies
   * @param log of the children
   */
  record Settings(
      List<ScenarioInfo> scenarios,
      boolean everyScenario,
      CellBudget budget,
      long seed,
      List<Path> pluginPath,
      Path log) {}

  /**
   * An ablation.
   *
   * @param warnings takes what did not work
   */
  Ablator(
      Children children, Settings settings, StrategyDescriptor strategy, List<String> warnings) {
    this.children = children;
    this.settings = settings;
    this.warnings = warnings;
    this.strategy = strategy;
    this.lattice = new Lattice(strategy);
    this.knowledge = new Knowledge(lattice);
    this.goal = Goal.of(strategy, settings.scenarios());
    this.conclusions = new Conclusions(lattice, knowledge, goal);
    this.sentence = new Sentence(strategy.ingredients());
  }

  /** The ablations of several strategies, one after the other. */
  static Ablations all(
      Children children,
      Settings settings,
      List<StrategyDescriptor> strategies,
      List<String> warnings) {
    List<Ablation> ablations = new ArrayList<>();
    for (StrategyDescriptor strategy : strategies) {
      ablations.add(new Ablator(children, settings, strategy, warnings).run());
    }
    return new Ablations(
        Ablations.SCHEMA,
        settings.seed(),
        MemoryModel.SC,
        settings.budget().millis(),
        settings.scenarios().stream().map(ScenarioInfo::id).toList(),
        ablations);
  }

  /** Explores and concludes. */
  Ablation run() {
    Optional<Form> proposed = strategy.form(Form.AS_PROPOSED);
    List<Integer> named = new ArrayList<>();
    named.add(lattice.maskOf(strategy.defaultForm().ingredients()));
    proposed.ifPresent(form -> named.add(lattice.maskOf(form.ingredients())));
    explore("named forms", false, everyCell(named));
    explore(
        "subsets",
        true,
        lattice.subsets().stream().map(mask -> new Unit(mask, goal.targets())).toList());
    List<Integer> sufficient = conclusions.sufficient();
    List<Integer> minimal = Lattice.minimal(sufficient);
    explore("minimal sets minus one", false, everyCell(minusOne(minimal)));
    return new Ablation(
        strategy.id(),
        strategy.ingredients().stream().map(Ingredient::id).toList(),
        proposed.map(form -> lattice.ids(lattice.maskOf(form.ingredients()))).orElse(List.of()),
        lattice.ids(lattice.maskOf(strategy.defaultForm().ingredients())),
        lattice.subsets().stream().map(conclusions::verdict).toList(),
        minimal.stream().map(lattice::ids).toList(),
        proposed.map(form -> verdict(form).verdict()).orElse(null),
        proposed.map(form -> conclusions.reasons(mask(form))).orElse(List.of()),
        conclusions.harmful(sufficient),
        necessities(minimal),
        goal.tolerances(),
        strategy.ingredients(),
        strategy.exclusive().stream().map(group -> lattice.ids(lattice.maskOf(group))).toList(),
        declared(),
        effort(sufficient, minimal),
        sentence(proposed, minimal, sufficient));
  }

  private int mask(Form form) {
    return lattice.maskOf(form.ingredients());
  }

  private SubsetVerdict verdict(Form form) {
    return conclusions.verdict(mask(form));
  }

  private String sentence(
      Optional<Form> proposed, List<Integer> minimal, List<Integer> sufficient) {
    return sentence.of(
        proposed.map(form -> verdict(form).verdict()).orElse(null),
        proposed.map(form -> conclusions.reasons(mask(form))).orElse(List.of()),
        minimal.stream().map(lattice::ids).toList(),
        conclusions.harmful(sufficient),
        conclusions.notExhausted(sufficient).size());
  }

  private List<Unit> everyCell(Collection<Integer> masks) {
    return masks.stream()
        .flatMap(mask -> goal.targets().stream().map(target -> new Unit(mask, List.of(target))))
        .toList();
  }

  private static List<Integer> minusOne(List<Integer> minimal) {
    List<Integer> less = new ArrayList<>();
    for (int mask : minimal) {
      for (int bits = mask; bits != 0; bits &= bits - 1) {
        less.add(mask & ~Integer.lowestOneBit(bits));
      }
    }
    return less.stream().distinct().toList();
  }

  private void explore(String what, boolean stopAtFirst, List<Unit> units) {
    warnings.addAll(
        children.ablate(
            strategy.id() + ", " + what,
            units.size(),
            progress ->
                new AblationPhase(
                    strategy,
                    lattice,
                    knowledge,
                    settings.budget(),
                    settings.seed(),
                    stopAtFirst,
                    units,
                    progress),
            settings.pluginPath(),
            settings.log()));
  }

  private Ablation.@Nullable Declared declared() {
    Sufficiency sufficiency = strategy.sufficiency();
    if (sufficiency == null || !settings.everyScenario()) {
      return null;
    }
    return new Ablation.Declared(
        sufficiency.asProposed(),
        sufficiency.minimal().stream().map(set -> lattice.ids(lattice.maskOf(set))).toList());
  }

  private Ablation.Effort effort(List<Integer> sufficient, List<Integer> minimal) {
    return new Ablation.Effort(
        lattice.subsets().size(),
        sufficient.size(),
        knowledge.cells(),
        knowledge.executions(),
        conclusions.notExhausted(sufficient),
        conclusions.vacuous(minimal),
        knowledge.wallMs());
  }

  /** One counterexample for each ingredient of each minimal set, explored again for its table. */
  private List<Necessity> necessities(List<Integer> minimal) {
    List<Necessity> found = new ArrayList<>();
    List<SubsetViolation> shortest = new ArrayList<>();
    List<CellJob> jobs = new ArrayList<>();
    for (int mask : minimal) {
      for (int bits = mask; bits != 0; bits &= bits - 1) {
        int bit = Integer.lowestOneBit(bits);
        List<SubsetViolation> violations = conclusions.violations(mask & ~bit);
        if (!violations.isEmpty()) {
          SubsetViolation first = violations.get(0);
          shortest.add(first);
          jobs.add(job(mask & ~bit, first));
          found.add(necessity(mask, bit, violations));
        }
      }
    }
    List<@Nullable Violation> shown = shown(jobs, shortest);
    List<Necessity> necessities = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      necessities.add(found.get(i).shownBy(shown.get(i)));
    }
    return necessities;
  }

  private Necessity necessity(int mask, int bit, List<SubsetViolation> violations) {
    SubsetViolation shortest = violations.get(0);
    return new Necessity(
        lattice.ids(mask),
        lattice.ids(bit).get(0),
        null,
        shortest.scenario(),
        shortest.variant(),
        violations.stream().map(SubsetViolation::display).toList());
  }

  /** What a whole exploration of the cell finds, if that is shorter, or the schedule at hand. */
  private List<@Nullable Violation> shown(List<CellJob> jobs, List<SubsetViolation> known) {
    List<CellResult> cells =
        children.verify(
            jobs, CellStore.none(), settings.pluginPath(), settings.log(), Duration.ZERO, warnings);
    List<@Nullable Violation> shown = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      Violation found = cells.get(i).violation();
      shown.add(
          found != null && found.steps() <= known.get(i).steps()
              ? found
              : children
                  .replay(known.get(i).replay(), 0, settings.pluginPath(), settings.log())
                  .violation());
    }
    return shown;
  }

  private CellJob job(int mask, SubsetViolation violation) {
    Target target =
        goal.targets().stream()
            .filter(one -> one.display().equals(violation.display()))
            .findFirst()
            .orElseThrow();
    CellKey key =
        new CellKey(
            strategy.id(),
            strategy.role(),
            CellKey.SUBSET,
            lattice.ids(mask),
            target.scenario(),
            target.variant(),
            MemoryModel.SC,
            target.rcu());
    Map<Promise, Expectation> promises = new EnumMap<>(Promise.class);
    for (Promise promise : Promise.values()) {
      boolean counts = promise.required() && !target.tolerated().contains(promise);
      promises.put(promise, counts ? Expectation.HOLDS : Expectation.NOT_PROMISED);
    }
    return new CellJob(
        key, settings.budget(), settings.seed(), null, new CellExpectation(null, promises));
  }
}
