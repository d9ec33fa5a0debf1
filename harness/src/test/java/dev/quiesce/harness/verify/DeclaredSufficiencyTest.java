package dev.quiesce.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.api.strategy.Sufficiency;
import dev.quiesce.harness.ablate.Conclusions;
import dev.quiesce.harness.ablate.Goal;
import dev.quiesce.harness.ablate.Knowledge;
import dev.quiesce.harness.ablate.Lattice;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.ScenarioInfo;
import dev.quiesce.harness.result.SubsetJob;
import dev.quiesce.harness.result.SubsetVerdict;
import dev.quiesce.harness.result.Verdict;
import dev.quiesce.harness.scenario.Scenarios;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the strategies declare about their subsets, within a bound that a build can afford: a
 * declared set must not break, and must break without any one of its ingredients. That there is no
 * further minimal set is for {@code harness ablate} to see.
 */
@Tag("controlled")
final class DeclaredSufficiencyTest {
  /** Schedules per cell where a violation is looked for. */
  private static final int CAP = 600;

  /** Schedules per cell where none should be. */
  private static final int GLANCE = 100;

  /** Where most of what is left out shows soon. */
  private static final List<String> FIRST =
      List.of(
          "find-vs-destroy",
          "unregister-in-callback",
          "bql-dropped-in-callback",
          "stack-listener",
          "clear-vs-unregister",
          "switchover",
          "balloon-hint");

  private static final Map<String, StrategyPlugin> PLUGINS = new TreeMap<>();
  private static final SubsetVerifier VERIFIER;

  static {
    ServiceLoader.load(StrategyPlugin.class).forEach(p -> PLUGINS.put(p.descriptor().id(), p));
    VERIFIER = new SubsetVerifier(new CellVerifier(PLUGINS, new Scenarios()));
  }

  @AfterAll
  static void close() {
    VERIFIER.close();
  }

  /** A strategy with its cells and what has been seen of them. */
  private static final class Subject {
    private final StrategyDescriptor strategy;
    private final Lattice lattice;
    private final Knowledge knowledge;
    private final Goal goal;

    Subject(String id) {
      strategy = Optional.ofNullable(PLUGINS.get(id)).orElseThrow().descriptor();
      lattice = new Lattice(strategy);
      knowledge = new Knowledge(lattice);
      List<ScenarioInfo> all = new ArrayList<>(new Scenarios().all());
      all.sort(Comparator.comparing(one -> !FIRST.contains(one.id())));
      goal = Goal.of(strategy, all);
    }

    SubsetVerdict verdict(int mask, int cap) {
      for (SubsetJob.Target target : knowledge.open(goal.targets(), mask)) {
        if (knowledge.violated(mask).isPresent()) {
          break;
        }
        SubsetJob job =
            new SubsetJob(
                strategy.id(),
                strategy.role(),
                lattice.ids(mask),
                List.of(target),
                new CellBudget(1, CellBudget.UNBOUNDED, cap),
                1,
                true);
        knowledge.add(mask, VERIFIER.verify(job, target));
      }
      return new Conclusions(lattice, knowledge, goal).verdict(mask);
    }

    Sufficiency declared() {
      return Optional.ofNullable(strategy.sufficiency()).orElseThrow();
    }
  }

  static List<String> declaring() {
    return PLUGINS.values().stream()
        .map(StrategyPlugin::descriptor)
        .filter(one -> one.sufficiency() != null)
        .map(StrategyDescriptor::id)
        .toList();
  }

  static List<String> thread() {
    return PLUGINS.values().stream()
        .map(StrategyPlugin::descriptor)
        .filter(one -> one.form(Form.AS_PROPOSED).isPresent())
        .map(StrategyDescriptor::id)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("thread")
  void strategy_ofTheThread_declaresItsSubsets(String id) {
    assertThat(new Subject(id).strategy.sufficiency()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("declaring")
  void declaredSets_asFarAsExplored_areSufficientAndMinimal(String id) {
    Subject subject = new Subject(id);
    for (Set<Ingredient> set : subject.declared().minimal()) {
      int mask = subject.lattice.maskOf(set);
      for (int bits = mask; bits != 0; bits &= bits - 1) {
        int less = mask & ~Integer.lowestOneBit(bits);
        assertThat(subject.verdict(less, CAP).verdict())
            .as(id + " with only " + subject.lattice.ids(less))
            .isEqualTo(Verdict.VIOLATED);
      }
      assertThat(new Subject(id).verdict(mask, GLANCE).violation()).as(id + " " + set).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("declaring")
  void mailsForm_declaredInsufficient_breaks(String id) {
    Subject subject = new Subject(id);
    Optional<Form> proposed = subject.strategy.form(Form.AS_PROPOSED);
    if (proposed.isPresent() && !subject.declared().asProposed()) {
      assertThat(
              subject.verdict(subject.lattice.maskOf(proposed.get().ingredients()), CAP).verdict())
          .isEqualTo(Verdict.VIOLATED);
    }
  }

  @ParameterizedTest
  @MethodSource("declaring")
  void completeForm_asFarAsExplored_isSufficient(String id) {
    Subject subject = new Subject(id);
    assertThat(
            subject
                .verdict(
                    subject.lattice.maskOf(subject.strategy.defaultForm().ingredients()), GLANCE)
                .violation())
        .isNull();
  }
}
