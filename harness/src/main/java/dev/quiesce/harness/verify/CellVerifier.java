package dev.quiesce.harness.verify;

import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.catalogue.LoadedStrategies;
import dev.quiesce.harness.check.PromiseMonitor;
import dev.quiesce.harness.check.Sighting;
import dev.quiesce.harness.explore.Explanation;
import dev.quiesce.harness.explore.Exploration;
import dev.quiesce.harness.explore.ExplorationBudget;
import dev.quiesce.harness.explore.Explorer;
import dev.quiesce.harness.explore.MemorySemantics;
import dev.quiesce.harness.explore.Nondeterminism;
import dev.quiesce.harness.explore.Observer;
import dev.quiesce.harness.explore.Schedule;
import dev.quiesce.harness.impossible.ChoicePlugin;
import dev.quiesce.harness.mutant.Planted;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.ReplayOutcome;
import dev.quiesce.harness.result.ReplayState;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.result.Violation;
import dev.quiesce.harness.result.ViolationKind;
import dev.quiesce.harness.scenario.Scenario;
import dev.quiesce.harness.scenario.Scenarios;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Explores cells and replays schedules, in a controlled process. Confined to one thread. */
public final class CellVerifier implements AutoCloseable {
  static final int MAX_STEPS = 5_000;
  private static final int FEW_PREEMPTIONS = 1;

  /** What a counterexample may cost to be shrunk, in executions: one that counts, or another. */
  private static final int SHRINK_VIOLATION = 400;

  private static final int SHRINK_OTHER = 80;

  private final LoadedStrategies strategies;
  private final Scenarios scenarios;
  private final Explorer explorer = new Explorer();

  /** A verifier over these strategies. */
  @Inject
  public CellVerifier(Map<String, StrategyPlugin> plugins, Scenarios scenarios) {
    Map<String, StrategyPlugin> known = new HashMap<>(plugins);
    known.put(ChoicePlugin.ID, new ChoicePlugin());
    this.strategies = new LoadedStrategies(known);
    this.scenarios = scenarios;
  }

  /** Explores one cell until its budget ends or nothing is left. */
  public CellResult verify(CellJob job) {
    CellKey key = job.key();
    Cell cell = cell(key);
    Optional<String> nothing =
        cell.scenario()
            .notApplicable(cell.plugin().descriptor(), cell.ingredients(), key.variant());
    if (nothing.isPresent()) {
      return CellResult.notApplicable(job, nothing.get());
    }
    MemorySemantics memory = semantics(key, job.mutant());
    long start = System.nanoTime();
    CellJudge judge = new CellJudge(key.scenario(), job.expected());
    BiConsumer<Observer, Schedule> visitor =
        (observer, schedule) -> judge.visit((PromiseMonitor) observer, schedule);
    Set<Schedule> known = recall(job, cell, memory, visitor);
    Exploration exploration =
        explorer.explore(cell, memory, budget(job.budget(), job.seed()), visitor);
    Map<Promise, PromiseStatus> statuses = judge.statuses(exploration.exhausted());
    List<Violation> violations = new ArrayList<>();
    for (CellJudge.Evidence evidence : judge.evidence()) {
      Sighting sighting = evidence.sighting();
      boolean counts = statuses.get(sighting.promise()) == PromiseStatus.VIOLATED;
      // A known schedule was shrunk by the run that found it.
      boolean shrunk =
          known.contains(evidence.schedule()) || sighting.kind() == ViolationKind.LIVELOCK;
      Schedule schedule =
          explorer.minimise(
              cell,
              memory,
              evidence.schedule(),
              observer -> shownAt((PromiseMonitor) observer, sighting),
              shrunk ? 0 : counts ? SHRINK_VIOLATION : SHRINK_OTHER,
              MAX_STEPS);
      violations.add(explain(cell, job, memory, new CellJudge.Evidence(sighting, schedule)));
    }
    violations.sort(Comparator.comparing(Violation::promise));
    List<Violation> counted =
        violations.stream()
            .filter(one -> statuses.get(one.promise()) == PromiseStatus.VIOLATED)
            .toList();
    return new CellResult(
        key,
        judge.verdict(),
        job.expected().verdict(),
        exploration.exhausted(),
        exploration.bound(),
        known.size() + exploration.executions(),
        exploration.pruned(),
        exploration.steps(),
        exploration.rechecked(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
        statuses,
        job.expected().promises(),
        violations,
        CellResult.shortest(counted),
        judge.vacuous(),
        judge.note());
  }

  /** Executes what an earlier run found; returns the schedules that still fit. */
  private Set<Schedule> recall(
      CellJob job, Cell cell, MemorySemantics memory, BiConsumer<Observer, Schedule> visitor) {
    Set<Schedule> fitting = new HashSet<>();
    for (String token : job.known()) {
      Schedule schedule = Token.decode(token).schedule();
      if (fits(schedule, cell, memory, visitor)) {
        fitting.add(schedule);
      }
    }
    return fitting;
  }

  /**
   * Executes a schedule; false if it is of another version of the code, which has to be searched.
   */
  private boolean fits(
      Schedule schedule,
      Cell cell,
      MemorySemantics memory,
      BiConsumer<Observer, Schedule> visitor) {
    try {
      explorer.replay(cell, memory, schedule, MAX_STEPS, visitor);
      return true;
    } catch (Nondeterminism e) {
      return false;
    }
  }

  /** Explores one cell without judging what it shows, once at most. */
  Exploration explore(CellKey key, long millis) {
    return explorer.explore(
        cell(key),
        MemorySemantics.SC,
        new ExplorationBudget(
            CellBudget.UNBOUNDED,
            TimeUnit.MILLISECONDS.toNanos(millis),
            Long.MAX_VALUE,
            1,
            MAX_STEPS),
        (observer, schedule) -> {});
  }

  /** What runs the tasks. */
  String carrier() {
    return explorer.carrier();
  }

  /** The machine; a bug is planted in the code, and must be the one that is asked for. */
  private static MemorySemantics semantics(CellKey key, @Nullable String mutant) {
    if (!Objects.equals(mutant, Planted.here())) {
      throw new UsageException(
          "mutant '" + mutant + "' is asked for, planted is '" + Planted.here() + "'");
    }
    return key.memoryModel() == MemoryModel.TSO ? MemorySemantics.TSO : MemorySemantics.SC;
  }

  /**
   * Explores one cell until something is found, or until its budget ends.
   *
   * @param wanted says of what the cell has shown so far whether that is enough
   * @return whether it was
   */
  boolean search(CellJob job, Predicate<CellJudge> wanted) {
    CellKey key = job.key();
    CellJudge judge = new CellJudge(key.scenario(), job.expected());
    Exploration unused =
        explorer.exploreUntil(
            () -> wanted.test(judge),
            cell(key),
            semantics(key, job.mutant()),
            budget(job.budget(), job.seed()),
            (observer, schedule) -> judge.visit((PromiseMonitor) observer, schedule));
    return wanted.test(judge);
  }

  /** How far the cells of a job are explored. */
  static ExplorationBudget budget(CellBudget budget, long seed) {
    long nanos =
        budget.millis() < 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(budget.millis());
    long executions = budget.executions() < 0 ? Long.MAX_VALUE : budget.executions();
    // Equivalent schedules differ in when a thread asks for a lock, hence in whether it waits; the
    // reduced search shows one of them, so a few preemptions belong to every search.
    int preemptions = Math.max(FEW_PREEMPTIONS, budget.preemptions());
    return new ExplorationBudget(preemptions, nanos, executions, seed, MAX_STEPS);
  }

  /** In which step the same was seen, or 0. */
  private static int shownAt(PromiseMonitor monitor, Sighting wanted) {
    return monitor.sightings().stream()
        .filter(wanted::sameAs)
        .mapToInt(Sighting::steps)
        .findFirst()
        .orElse(0);
  }

  private Violation explain(
      Cell cell, CellJob job, MemorySemantics memory, CellJudge.Evidence evidence) {
    Sighting sighting = evidence.sighting();
    Schedule schedule = evidence.schedule();
    Explanation explanation = explorer.explain(cell, memory, schedule, MAX_STEPS);
    // The re-run knows the call sites, and a shrunk schedule may lose another callback.
    Sighting again =
        ((PromiseMonitor) explanation.observer())
            .sightings().stream().filter(sighting::sameAs).findFirst().orElse(sighting);
    return new Violation(
        sighting.promise(),
        sighting.kind(),
        again.severity(),
        again.message(),
        schedule.length(),
        new Token(job.key(), job.mutant(), schedule).encode(),
        StepTable.folded(explanation, schedule.length(), again.message()).text());
  }

  /**
   * Executes the schedule of a token again, to its end.
   *
   * @throws UsageException if the token does not fit this program
   */
  public ReplayOutcome replay(String text) {
    return replay(text, 0);
  }

  /**
   * Executes the schedule of a token again.
   *
   * @param until the step after which to stop and look at the machine; 0 for the schedule's end
   * @throws UsageException if the token does not fit this program
   */
  public ReplayOutcome replay(String text, int until) {
    Token token = Token.decode(text);
    CellKey key = token.key();
    Cell cell = cell(key);
    Schedule schedule = token.schedule();
    if (until > schedule.length()) {
      throw new UsageException(
          "there is no step " + until + ": the schedule has " + schedule.length() + " steps");
    }
    Explanation explanation = refit(cell, semantics(key, token.mutant()), schedule, until);
    int shown = until == 0 ? schedule.length() : until;
    Optional<Sighting> seen =
        ((PromiseMonitor) explanation.observer())
            .sightings().stream().filter(one -> one.steps() >= shown).findFirst();
    ReplayState state = explanation.state();
    String outcome =
        state != null
            ? "stopped after step " + until + " of " + schedule.length()
            : seen.map(Sighting::message)
                .orElse("no promise is broken at the end of this schedule");
    StepTable table = new StepTable(explanation, shown, outcome);
    Violation violation =
        seen.map(
                one ->
                    new Violation(
                        one.promise(),
                        one.kind(),
                        one.severity(),
                        one.message(),
                        shown,
                        text.strip(),
                        table.text()))
            .orElse(null);
    return new ReplayOutcome(
        text.strip(),
        key.withRole(cell.plugin().descriptor().role()),
        until > 0 || seen.isPresent(),
        violation,
        state == null ? table.text() : table.text() + "\n\n" + state.text(),
        table.mermaid(),
        table.steps(),
        state);
  }

  private Explanation refit(Cell cell, MemorySemantics memory, Schedule schedule, int until) {
    try {
      return explorer.explain(cell, memory, schedule, until, MAX_STEPS);
    } catch (Nondeterminism e) {
      throw new UsageException("the replay token does not fit this program: " + e.getMessage());
    }
  }

  /** The program of a cell. */
  Cell cell(CellKey key) {
    StrategyPlugin plugin = strategies.get(key.strategy());
    Set<Ingredient> ingredients = new LinkedHashSet<>();
    for (String id : key.ingredients()) {
      ingredients.add(
          plugin.descriptor().ingredients().stream()
              .filter(one -> one.id().equals(id))
              .findFirst()
              .orElseThrow(
                  () ->
                      new UsageException(
                          "strategy " + key.strategy() + " has no ingredient '" + id + "'")));
    }
    Scenario scenario =
        scenarios
            .find(key.scenario())
            .orElseThrow(() -> new UsageException("unknown scenario '" + key.scenario() + "'"));
    if (!scenario.variants().contains(key.variant())
        && !scenario.scaleVariants().contains(key.variant())) {
      throw new UsageException(
          "scenario "
              + key.scenario()
              + " has no variant '"
              + key.variant()
              + "': valid are "
              + scenario.variants());
    }
    return new Cell(plugin, ingredients, scenario, key.variant(), key.rcu());
  }

  @Override
  public void close() {
    explorer.close();
  }
}
