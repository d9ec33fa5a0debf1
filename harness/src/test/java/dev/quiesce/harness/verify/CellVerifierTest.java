package dev.quiesce.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.catalogue.Expectations;
import dev.quiesce.harness.check.PromiseMonitor;
import dev.quiesce.harness.explore.Explanation;
import dev.quiesce.harness.explore.Explorer;
import dev.quiesce.harness.explore.MemorySemantics;
import dev.quiesce.harness.explore.Schedule;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.RcuModel;
import dev.quiesce.harness.result.ReplayOutcome;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.result.Verdict;
import dev.quiesce.harness.result.Violation;
import dev.quiesce.harness.scenario.Scenario;
import dev.quiesce.harness.scenario.Scenarios;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cells of whatever strategies there are, and the tokens of what they show. */
@Tag("controlled")
final class CellVerifierTest {
  /** For all cells together; those left when it is over are not looked at in this run. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private static final int MAX_STEPS = 5_000;
  private static final CellBudget SMALL = new CellBudget(1, 150, CellBudget.UNBOUNDED);
  private static final Map<String, StrategyPlugin> PLUGINS = new TreeMap<>();
  private static final Scenarios SCENARIOS = new Scenarios();
  private static final CellVerifier VERIFIER;

  static {
    ServiceLoader.load(StrategyPlugin.class).forEach(p -> PLUGINS.put(p.descriptor().id(), p));
    VERIFIER = new CellVerifier(PLUGINS, SCENARIOS);
  }

  @AfterAll
  static void close() {
    VERIFIER.close();
  }

  private static List<CellJob> everyCell() {
    List<CellJob> jobs = new ArrayList<>();
    for (StrategyPlugin plugin : PLUGINS.values()) {
      for (Scenario scenario : SCENARIOS.all()) {
        for (String variant : scenario.variants()) {
          jobs.add(job(plugin, scenario, variant));
        }
      }
    }
    return jobs;
  }

  private static CellJob job(StrategyPlugin plugin, Scenario scenario, String variant) {
    var descriptor = plugin.descriptor();
    var form = descriptor.defaultForm();
    CellKey key =
        CellKey.of(descriptor, form, scenario.id(), variant, MemoryModel.SC, RcuModel.SPEC);
    var expected =
        scenario.notApplicable(descriptor, form.ingredients(), variant).isPresent()
            ? Expectations.notApplicable()
            : Expectations.of(form, scenario.id(), variant);
    return new CellJob(key, SMALL, 1, null, expected);
  }

  @Test
  void everyCell_withASmallBudget_isDecidedAndReplays() {
    long seed = Long.getLong("quiesce.seed", System.nanoTime());
    List<CellJob> jobs = everyCell();
    Collections.shuffle(jobs, new Random(seed));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int done = 0;
    try (Explorer explorer = new Explorer()) {
      for (CellJob job : jobs) {
        if (System.nanoTime() > deadline) {
          break;
        }
        check(VERIFIER.verify(job), explorer, "-Dquiesce.seed=" + seed);
        done++;
      }
    }
    System.out.printf("%d of %d cells, -Dquiesce.seed=%d%n", done, jobs.size(), seed);
    assertThat(done).as("cells within " + PATIENCE).isPositive();
  }

  @Test
  void lockOrder_gracePeriodWaitedForUnderTheBql_isARemarkOfTheCell() {
    CellJob job =
        everyCell().stream()
            .filter(one -> one.key().strategy().equals("control-synchronize"))
            .filter(one -> one.key().scenario().equals("vcpu-mmio"))
            .findFirst()
            .orElseThrow();

    assertThat(VERIFIER.verify(job).note())
        .startsWith("lock order: BQL -> grace period -> BQL: main holds BQL")
        .contains("takes grace period", "in unregister", "cpu0 holds grace period");
  }

  @Test
  void lockOrder_ofAFix_hasNoCycleWhereTheControlsHaveOne() {
    Set<String> scenarios = Set.of("vcpu-mmio", "lock-order", "balloon-hint", "appendix-a");
    List<CellResult> cells =
        everyCell().stream()
            .filter(one -> one.key().role() == Role.FIX)
            .filter(one -> scenarios.contains(one.key().scenario()))
            .map(VERIFIER::verify)
            .toList();

    assertThat(cells).isNotEmpty().allMatch(cell -> cell.note().isEmpty());
  }

  private static void check(CellResult cell, Explorer explorer, String seed) {
    String where = cell.key().display() + " " + seed;
    assertThat(cell.verdict()).as(where + ": " + cell.note()).isNotEqualTo(Verdict.UNKNOWN);
    if (cell.verdict() == Verdict.NOT_APPLICABLE) {
      return;
    }
    assertThat(cell.executions()).as(where).isPositive();
    assertThat(cell.promises()).as(where).containsOnlyKeys(Promise.values());
    assertThat(cell.promises().containsValue(PromiseStatus.VIOLATED))
        .as(where + ": verdict " + cell.verdict() + " of " + cell.promises())
        .isEqualTo(cell.verdict() == Verdict.VIOLATED);
    Set<Promise> seen =
        cell.promises().entrySet().stream()
            .filter(entry -> entry.getValue().seen())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    // A promise is shown broken once, freedom from data races once for each field that races.
    assertThat(cell.violations())
        .as(where)
        .extracting(Violation::promise)
        .filteredOn(promise -> promise != Promise.NO_DATA_RACE)
        .doesNotHaveDuplicates();
    assertThat(cell.violations().stream().map(Violation::promise).collect(Collectors.toSet()))
        .as(where)
        .isEqualTo(seen);
    assertThat(cell.violation() == null).as(where).isEqualTo(cell.verdict() != Verdict.VIOLATED);
    for (Violation violation : cell.violations()) {
      replays(violation, explorer, where);
    }
  }

  private static void replays(Violation violation, Explorer explorer, String where) {
    String as = where + " " + violation.promise() + " " + violation.replay();
    Token token = Token.decode(violation.replay());
    Explanation again =
        explorer.explain(cell(token.key()), MemorySemantics.SC, token.schedule(), MAX_STEPS);
    boolean derived =
        violation.promise() == Promise.ANY_OWNER
            || violation.promise() == Promise.SAFE_WITHOUT_MIGRATION;
    assertThat(((PromiseMonitor) again.observer()).sightings())
        .as(as)
        .anyMatch(
            one ->
                one.kind() == violation.kind()
                    && one.steps() == violation.steps()
                    && (one.promise() == violation.promise()
                        || (derived && one.promise().required())));
    ReplayOutcome outcome = VERIFIER.replay(violation.replay());
    assertThat(outcome.recurred()).as(as).isTrue();
    assertThat(outcome.violation().steps()).as(as).isEqualTo(violation.steps());
    assertThat(outcome.text()).as(as).containsPattern("(?m)^ *" + violation.steps() + " \\|");
  }

  private static Cell cell(CellKey key) {
    StrategyPlugin plugin = PLUGINS.get(key.strategy());
    Set<Ingredient> ingredients = new LinkedHashSet<>();
    plugin.descriptor().ingredients().stream()
        .filter(one -> key.ingredients().contains(one.id()))
        .forEach(ingredients::add);
    return new Cell(
        plugin,
        ingredients,
        SCENARIOS.find(key.scenario()).orElseThrow(),
        key.variant(),
        key.rcu());
  }

  private static CellKey key(
      String strategy, List<String> ingredients, String scenario, String variant) {
    return new CellKey(
        strategy,
        PLUGINS.values().iterator().next().descriptor().role(),
        CellKey.SUBSET,
        ingredients,
        scenario,
        variant,
        MemoryModel.SC,
        RcuModel.SPEC);
  }

  private static void refused(CellKey key, int[] schedule, String... says) {
    String token = new Token(key, null, new Schedule(schedule)).encode();
    assertThatThrownBy(() -> VERIFIER.replay(token))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll(says);
  }

  @Test
  void replay_ofWhatIsUnknown_namesItAndWhatIsValid() {
    refused(
        key("control-unfix", List.of(), "clear-vs-unregister", "in-tree"),
        new int[] {0},
        "unknown strategy 'control-unfix'",
        "control-unfixed");
    refused(
        key("control-unfixed", List.of("magic"), "clear-vs-unregister", "in-tree"),
        new int[] {0},
        "no ingredient 'magic'");
    refused(
        key("control-unfixed", List.of(), "clear", "in-tree"),
        new int[] {0},
        "unknown scenario 'clear'");
    refused(
        key("control-unfixed", List.of(), "clear-vs-unregister", "default"),
        new int[] {0},
        "no variant 'default'",
        "in-tree");
    String mutant =
        new Token(
                key("control-unfixed", List.of(), "clear-vs-unregister", "in-tree"),
                "no-such-bug",
                new Schedule(new int[] {0}))
            .encode();
    assertThatThrownBy(() -> VERIFIER.replay(mutant))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("mutant 'no-such-bug'");
  }

  @Test
  void replay_ofAScheduleThatDoesNotFit_isRefusedAtItsStep() {
    CellKey key = key("control-unfixed", List.of(), "clear-vs-unregister", "in-tree");
    refused(key, new int[] {0, 9}, "step 2", "does not fit");
    int[] tooLong = new int[4_000];
    refused(key, tooLong, "does not fit");
  }

  @Test
  void replay_ofAScheduleThatBreaksNothing_doesNotRecur() {
    Scenario scenario = SCENARIOS.find("lock-order").orElseThrow();
    CellKey key = key("control-unfixed", List.of(), "lock-order", scenario.variants().get(0));
    ReplayOutcome outcome =
        VERIFIER.replay(new Token(key, null, new Schedule(new int[] {0})).encode());
    assertThat(outcome.recurred()).isFalse();
    assertThat(outcome.violation()).isNull();
    assertThat(outcome.text()).endsWith("no promise is broken at the end of this schedule");
  }

  private static String golden() throws IOException {
    try (InputStream in = CellVerifierTest.class.getResourceAsStream("golden-replay.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void replay_untilAStep_stopsThereAndShowsTheMachine() throws IOException {
    String token = golden().lines().findFirst().orElseThrow();
    ReplayOutcome whole = VERIFIER.replay(token);
    int steps = whole.violation().steps();
    ReplayOutcome stopped = VERIFIER.replay(token, steps / 2);

    assertThat(stopped.recurred()).isTrue();
    assertThat(stopped.violation()).isNull();
    assertThat(stopped.steps()).isNotEmpty().allMatch(row -> row.step() <= steps / 2);
    assertThat(whole.steps().subList(0, stopped.steps().size())).isEqualTo(stopped.steps());
    assertThat(stopped.state()).isNotNull();
    assertThat(stopped.state().step()).isEqualTo(steps / 2);
    assertThat(stopped.state().threads()).containsKeys("main");
    assertThat(stopped.state().lists()).containsKey("memory_listeners");
    assertThat(stopped.text()).contains("after step " + steps / 2, "memory_listeners: ");
    assertThat(whole.state()).isNull();
  }

  @Test
  void replay_untilAStepThatDoesNotExist_isRefused() throws IOException {
    String token = golden().lines().findFirst().orElseThrow();
    assertThatThrownBy(() -> VERIFIER.replay(token, 4_000))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("there is no step 4000");
  }

  /** The same text on every Java: if the model changed on purpose, store the new table. */
  @Test
  void replay_ofTheGoldenToken_givesTheGoldenTable() throws IOException {
    String golden = golden();
    String token = golden.lines().findFirst().orElseThrow();
    ReplayOutcome outcome = VERIFIER.replay(token);
    assertThat(token + "\n" + outcome.text().stripTrailing() + "\n").isEqualTo(golden);
    assertThat(Arrays.asList(outcome.mermaid().split("\n", -1)))
        .first()
        .isEqualTo("sequenceDiagram");
  }
}
