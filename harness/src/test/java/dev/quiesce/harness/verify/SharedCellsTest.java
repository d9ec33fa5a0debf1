package dev.quiesce.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.ablate.Conclusions;
import dev.quiesce.harness.ablate.Goal;
import dev.quiesce.harness.ablate.Knowledge;
import dev.quiesce.harness.ablate.Lattice;
import dev.quiesce.harness.ablate.ThreeSwitches;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.ScenarioInfo;
import dev.quiesce.harness.result.SubsetCell;
import dev.quiesce.harness.result.SubsetJob;
import dev.quiesce.harness.result.SubsetVerdict;
import dev.quiesce.harness.result.SubsetViolation;
import dev.quiesce.harness.result.Verdict;
import dev.quiesce.harness.scenario.Scenarios;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A cell's outcome that is shared between subsets is the one that the subset's own cell has, and
 * its schedule replays under the subset's own ingredients.
 */
@Tag("controlled")
final class SharedCellsTest {
  private static final long SEED = 20260211;
  private static final int SAMPLE = 2;

  /** Schedules per cell. */
  private static final int CAP = 300;

  private static final int REPLAYED = 8;
  private static final Map<String, StrategyPlugin> PLUGINS = new TreeMap<>();
  private static final CellVerifier CELLS;
  private static final SubsetVerifier SUBSETS;

  static {
    ServiceLoader.load(StrategyPlugin.class).forEach(p -> PLUGINS.put(p.descriptor().id(), p));
    PLUGINS.put(ThreeSwitches.ID, new ThreeSwitches());
    CELLS = new CellVerifier(PLUGINS, new Scenarios());
    SUBSETS = new SubsetVerifier(new CellVerifier(PLUGINS, new Scenarios()));
  }

  private final Lattice lattice;
  private final Knowledge knowledge;

  SharedCellsTest() {
    lattice = new Lattice(new ThreeSwitches().descriptor());
    knowledge = new Knowledge(lattice);
  }

  @AfterAll
  static void close() {
    CELLS.close();
    SUBSETS.close();
  }

  static List<String> fixes() {
    return PLUGINS.values().stream()
        .map(StrategyPlugin::descriptor)
        .filter(one -> one.role() == Role.FIX && !one.id().equals(ThreeSwitches.ID))
        .map(one -> one.id())
        .toList();
  }

  private static Goal goal(String id, List<String> scenarios) {
    List<ScenarioInfo> chosen = new ArrayList<>();
    scenarios.forEach(one -> chosen.add(new Scenarios().find(one).orElseThrow()));
    return Goal.of(plugin(id).descriptor(), chosen);
  }

  private static StrategyPlugin plugin(String id) {
    return Optional.ofNullable(PLUGINS.get(id)).orElseThrow();
  }

  private static SubsetCell explore(String id, List<String> on, SubsetJob.Target target, int cap) {
    return SUBSETS.verify(
        new SubsetJob(
            id,
            plugin(id).descriptor().role(),
            on,
            List.of(target),
            new CellBudget(1, CellBudget.UNBOUNDED, cap),
            1,
            true),
        target);
  }

  @Test
  void conclusions_aboutAKnownStrategy_areTheKnownOnes() {
    Goal goal = goal(ThreeSwitches.ID, ThreeSwitches.SCENARIOS);
    for (int mask : lattice.subsets()) {
      for (SubsetJob.Target target : knowledge.open(goal.targets(), mask)) {
        knowledge.add(
            mask, explore(ThreeSwitches.ID, lattice.ids(mask), target, CellBudget.UNBOUNDED));
      }
    }
    Conclusions conclusions = new Conclusions(lattice, knowledge, goal);

    assertThat(conclusions.sufficient().stream().map(lattice::ids))
        .containsExactly(List.of("rcu-listener-lists", "deferred-free"));
    assertThat(conclusions.verdict(0b111).verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(conclusions.violations(0b111))
        .extracting(SubsetViolation::scenario)
        .containsOnly("vcpu-mmio");
  }

  @ParameterizedTest
  @MethodSource("fixes")
  void sharedOutcome_ofARandomSubset_isThatOfItsOwnCell(String id) {
    Lattice all = new Lattice(plugin(id).descriptor());
    Knowledge shared = new Knowledge(all);
    Map<Integer, SubsetCell> own = new HashMap<>();
    SubsetJob.Target target = goal(id, List.of("bql-dropped-in-callback")).targets().get(0);
    List<Integer> sample = sample(all);
    for (int mask : sample) {
      SubsetCell cell = explore(id, all.ids(mask), target, CAP);
      own.put(mask, cell);
      shared
          .of(target, mask)
          .ifPresent(
              known ->
                  assertThat(known.verdict())
                      .as(SEED + " " + all.ids(mask))
                      .isEqualTo(cell.verdict()));
      if (shared.of(target, mask).isEmpty()) {
        shared.add(mask, cell);
      }
    }
    assertThat(shared.cells()).as("some are shared").isLessThan(own.size());
  }

  /** Random subsets, each with those that differ from it in one ingredient. */
  private static List<Integer> sample(Lattice lattice) {
    List<Integer> all = lattice.subsets();
    List<Integer> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(SEED));
    Set<Integer> sample = new LinkedHashSet<>();
    for (int mask : shuffled.subList(0, SAMPLE)) {
      sample.add(mask);
      all.stream().filter(other -> Integer.bitCount(other ^ mask) == 1).forEach(sample::add);
    }
    return List.copyOf(sample);
  }

  @ParameterizedTest
  @MethodSource("fixes")
  void sharedViolation_withTheTokenOfAnotherSubset_replays(String id) {
    Lattice all = new Lattice(plugin(id).descriptor());
    Knowledge shared = new Knowledge(all);
    Goal goal = goal(id, List.of("bql-dropped-in-callback"));
    shared.add(0, explore(id, List.of(), goal.targets().get(0), CAP));
    Conclusions conclusions = new Conclusions(all, shared, goal);

    List<SubsetVerdict> violated =
        all.subsets().stream()
            .map(conclusions::verdict)
            .filter(one -> one.violation() != null && !one.on().isEmpty())
            .limit(REPLAYED)
            .toList();
    assertThat(violated).as("what the empty subset shows is shared").isNotEmpty();
    assertThat(violated)
        .allSatisfy(
            one -> {
              String token = Optional.ofNullable(one.violation()).orElseThrow().replay();
              assertThat(Token.decode(token).key().ingredients())
                  .containsExactlyInAnyOrderElementsOf(one.on());
              assertThat(CELLS.replay(token).recurred()).isTrue();
            });
  }
}
