package dev.quiesce.harness.verify;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.catalogue.Expectations;
import dev.quiesce.harness.catalogue.LoadedStrategies;
import dev.quiesce.harness.mutant.Killer;
import dev.quiesce.harness.mutant.Mutant;
import dev.quiesce.harness.mutant.Mutants;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellExpectation;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.Expectation;
import dev.quiesce.harness.result.KillJob;
import dev.quiesce.harness.result.KillResult;
import dev.quiesce.harness.result.KillResult.Outcome;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.scenario.Scenarios;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a planted bug against its check. Runs inside the copy of the program that has the bug. */
final class MutantTrial {
  private static final double NANOS_PER_MILLI = 1e6;

  private final LoadedStrategies strategies;
  private final Scenarios scenarios;
  private final Mutants mutants;

  @Inject
  MutantTrial(Map<String, StrategyPlugin> plugins, Scenarios scenarios, Mutants mutants) {
    this.strategies = new LoadedStrategies(plugins);
    this.scenarios = scenarios;
    this.mutants = mutants;
  }

  KillResult run(KillJob job) {
    Mutant mutant =
        mutants
            .find(job.mutant())
            .orElseThrow(() -> new UsageException("unknown mutant '" + job.mutant() + "'"));
    if (!(mutant.killer() instanceof Killer.InCell cell)) {
      boolean tested = mutant.killer() instanceof Killer.Test;
      return result(mutant, tested ? Outcome.BUILD : Outcome.INAPPLICABLE, 0, 0, "");
    }
    CellJob cellJob = cellJob(cell, job.mutant(), job.budget(), job.seed());
    Watch watch = new Watch(cell);
    long start = System.nanoTime();
    boolean noticed;
    try (CellVerifier verifier = new CellVerifier(strategies.byId(), scenarios)) {
      noticed = verifier.search(cellJob, watch::enough);
    }
    double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
    return result(mutant, outcome(cell, noticed), millis, watch.schedules, watch.message);
  }

  private static Outcome outcome(Killer.InCell cell, boolean noticed) {
    if (cell instanceof Killer.Shows || cell instanceof Killer.Fails) {
      return noticed ? Outcome.KILLED : Outcome.SURVIVED;
    } else if (cell instanceof Killer.Hides) {
      return noticed ? Outcome.SURVIVED : Outcome.KILLED;
    }
    return noticed ? Outcome.NOT_EQUIVALENT : Outcome.EQUIVALENT;
  }

  private static KillResult result(
      Mutant mutant, Outcome outcome, double millis, long schedules, String message) {
    return new KillResult(
        mutant.id(),
        mutant.row(),
        mutant.what(),
        mutant.killer().text(),
        outcome,
        millis,
        schedules,
        message);
  }

  /** Looks at what a cell shows. */
  private static final class Watch {
    private final Killer.InCell cell;
    private long schedules;
    private String message = "";

    Watch(Killer.InCell cell) {
      this.cell = cell;
    }

    boolean enough(CellJudge judge) {
      schedules++;
      Promise promise = cell.promise();
      List<CellJudge.Evidence> shown = cell instanceof Killer.Fails ? List.of() : judge.evidence();
      for (CellJudge.Evidence evidence : shown) {
        Promise broken = evidence.sighting().promise();
        boolean counts =
            promise != null
                ? broken == promise
                : judge.statuses(false).get(broken) == PromiseStatus.VIOLATED;
        if (counts) {
          message = evidence.sighting().message().lines().findFirst().orElse("");
          return true;
        }
      }
      Throwable error = judge.error();
      if (error != null && cell instanceof Killer.Fails fails) {
        message = String.valueOf(error.getMessage());
        return message.contains(fails.error());
      } else if (error != null) {
        throw new IllegalStateException("the subject threw " + error, error);
      }
      return false;
    }
  }

  /**
   * The cell, with or without a bug.
   *
   * @throws IllegalStateException if what judges the bug is not what the strategy declares
   */
  CellJob cellJob(Killer.InCell cell, @Nullable String mutant, CellBudget budget, long seed) {
    StrategyDescriptor descriptor = strategies.get(cell.strategy()).descriptor();
    Form form = strategies.form(cell.strategy(), cell.form());
    CellExpectation expected = Expectations.of(form, cell.scenario(), cell.variant());
    Promise promise = cell.promise();
    if (promise != null) {
      Expectation wanted = cell instanceof Killer.Shows ? Expectation.HOLDS : Expectation.VIOLATED;
      if (expected.promises().get(promise) != wanted) {
        throw new IllegalStateException(
            mutant
                + " is judged by "
                + promise
                + ", which without it is "
                + expected.promises().get(promise)
                + " in "
                + cell.cell());
      }
    }
    CellKey key =
        CellKey.of(descriptor, form, cell.scenario(), cell.variant(), cell.memory(), cell.rcu());
    return new CellJob(key, budget, seed, mutant, expected);
  }
}
