package dev.quiesce.harness.torture;

import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.result.CleanRun;
import dev.quiesce.harness.result.TortureJob;
import dev.quiesce.harness.result.TortureResult;
import dev.quiesce.harness.result.TortureVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Rounds of torture of one strategy until the time is over, and the verdict on them. The heap
 * quarantines in one round, so that every late access is caught, and recycles in the next, so that
 * it reads another owner's data as in C.
 */
public final class Torture {
  private static final Duration LONGEST_PERIOD = Duration.ofSeconds(5);

  /** By now a control must have shown what it is there for. */
  private static final Duration LOUDNESS = Duration.ofSeconds(20);

  private static final int PERIODS = 2;
  private static final int ROUNDS = 2;

  private final TortureJob job;
  private final StrategyPlugin plugin;
  private final Terms terms;
  private final Function<Vm, Protocol> protocol;
  private final Findings findings;
  private final Totals totals = new Totals();
  private final Soak soak = new Soak();
  private final LockOrder locks = new LockOrder();
  private final List<String> notes = new ArrayList<>();
  private int periods;
  private int clean;
  private boolean vacuous;
  private boolean hung;

  /** Prepares a run of {@code plugin} in {@code form}. */
  public Torture(TortureJob job, StrategyPlugin plugin, Form form) {
    this.job = job;
    this.plugin = plugin;
    this.terms = new Terms(plugin.descriptor(), form);
    this.protocol = vm -> plugin.create(vm, form.ingredients());
    this.findings = new Findings(terms);
  }

  /**
   * Tortures until the time is over.
   *
   * @param progress told the ms so far, now and then
   */
  public TortureResult run(Consumer<Long> progress) throws InterruptedException {
    long begin = System.nanoTime();
    long period =
        Math.min(LONGEST_PERIOD.toMillis(), Math.max(50, job.millis() / (PERIODS * ROUNDS)));
    Randomness randomness = Randomness.of(job.seed(), job.strategy());
    int rounds = 0;
    // Where each unregister hangs, as declared, there is nothing to put under load.
    while (!hung
        && !terms.hangs(Activity.UPDATE)
        && (rounds < ROUNDS || (System.nanoTime() - begin) / 1_000_000 < goal())) {
      HeapMode mode = rounds % 2 == 0 ? HeapMode.QUARANTINE : HeapMode.RECYCLE;
      Randomness own = randomness.with("round " + rounds);
      Rig rig = new Rig(protocol, mode, terms, findings, own, job.faults(), locks);
      Round round = new Round(rig);
      round.run(job.readers(), PERIODS, Duration.ofMillis(period));
      add(round);
      soak.add(Footprint.now());
      rounds++;
      progress.accept((System.nanoTime() - begin) / 1_000_000);
    }
    totals.count("rounds", rounds);
    long millis = (System.nanoTime() - begin) / 1_000_000;
    if (!hung) {
      new Hangs(terms, protocol, findings, totals, locks).tryDeclared();
    }
    return result(millis);
  }

  /** A control that has shown nothing yet is given more time: silence would fail the run. */
  private long goal() {
    boolean silent =
        terms.isControl()
            && job.mutant() == null
            && Assessment.isSilent(terms, findings.violations());
    return silent ? Math.max(job.millis(), LOUDNESS.toMillis()) : job.millis();
  }

  private void add(Round round) {
    round.addTo(totals);
    periods += round.periods();
    clean += round.cleanPeriods();
    vacuous |= round.isVacuous();
    hung |= round.isHung();
    notes.addAll(round.stalls());
  }

  private TortureResult result(long millis) {
    totals.count("close calls", totals.closeCalls());
    soak.addTo(totals);
    soak.note().ifPresent(notes::add);
    notes.addAll(locks.cycles());
    Assessment assessment =
        new Assessment(
            terms, findings.violations(), totals, vacuous, job.mutant() != null, soak.grown());
    TortureVerdict verdict = assessment.verdict();
    notes.add(statistics(millis));
    return new TortureResult(
        job.strategy(),
        plugin.descriptor().role() == Role.CONTROL ? "control" : "fix",
        job.form(),
        job.seed(),
        job.readers(),
        job.mutant(),
        verdict,
        assessment.why(),
        millis,
        periods,
        clean,
        totals.counts(),
        totals.pipe(),
        totals.batch(),
        totals.faults(),
        totals.delays(),
        findings.violations(),
        notes);
  }

  /** What clean time and clean periods say, and no more. */
  private String statistics(long millis) {
    CleanRun run = new CleanRun(millis / 1000.0, periods, clean);
    if (periods == 0) {
      return "no load: the strategy hangs before the end of a period";
    }
    if (!run.isClean()) {
      return String.format(
          Locale.ROOT,
          "%d of %d periods showed a violation: about one in %.1f s",
          periods - clean,
          periods,
          run.secondsPerFailingPeriod());
    }
    return String.format(
        Locale.ROOT,
        "clean for %.1f s: at 95 %% confidence less than one failure in %.1f s, at 99 %% in %.1f s;"
            + " %d clean periods bound the chance of a failing one to %.1f %% at 95 %% (%d bound it"
            + " to 10 %% at 99 %%)",
        run.seconds(),
        run.secondsPerFailure(0.95),
        run.secondsPerFailure(0.99),
        clean,
        100 * run.chanceOfFailure(0.95),
        CleanRun.needed(0.1, 0.99));
  }
}
