package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.harness.catalogue.Catalogue;
import dev.quiesce.harness.catalogue.Catalogues;
import dev.quiesce.harness.catalogue.Nearest;
import dev.quiesce.harness.mutant.Mutants;
import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.report.TortureJudge;
import dev.quiesce.harness.report.TortureTable;
import dev.quiesce.harness.result.Endurance;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.RunFailure;
import dev.quiesce.harness.result.TortureDocument;
import dev.quiesce.harness.result.TortureJob;
import dev.quiesce.harness.result.TortureResult;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.rundir.EnduranceFile;
import dev.quiesce.harness.rundir.Machine;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Real threads, delays and faults against strategies, for a while. */
@Command(
    name = "torture",
    mixinStandardHelpOptions = true,
    description =
        "Puts strategies under load and faults on real threads, and looks for violations.",
    footer = {
      "",
      "Examples:",
      "  harness torture --duration 10s",
      "  harness torture -s gfree-rcu,notifier-lock --duration 1h --readers 16",
      "  harness torture -s control-unfixed --duration 1s --seed 7 --format json"
    })
public final class TortureCommand implements Callable<Integer> {
  private static final Duration SHORTEST = Duration.ofMillis(100);

  @Mixin private StrategyOptions strategies = new StrategyOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "Of each strategy, at least 100ms (default ${DEFAULT-VALUE}).")
  private Duration duration = Duration.ofSeconds(60);

  @Option(
      names = "--readers",
      paramLabel = "N",
      defaultValue = "" + TortureJob.READERS,
      description = "Threads that walk without the BQL, 3 to 64 (default ${DEFAULT-VALUE}).")
  private int readers = TortureJob.READERS;

  @Option(
      names = "--form",
      defaultValue = Form.COMPLETE,
      description = "Form of the strategies (default ${DEFAULT-VALUE}).")
  private String form = Form.COMPLETE;

  @Option(
      names = "--no-faults",
      description = "Load alone: no delays, no faults. A weaker test, for comparison.")
  private boolean noFaults;

  @Option(names = "--mutant", paramLabel = "ID", description = "Plant a known bug.")
  private @Nullable String mutant;

  @Option(
      names = "--endurance",
      paramLabel = "FILE",
      description = "Add what was done to this record, which the reports of runs beside it quote.")
  private @Nullable Path endurance;

  private final Catalogues catalogues;
  private final Children children;
  private final Mutants mutants;

  @Inject
  TortureCommand(Catalogues catalogues, Children children, Mutants mutants) {
    this.catalogues = catalogues;
    this.children = children;
    this.mutants = mutants;
  }

  @Override
  public Integer call() {
    if (readers < TortureJob.FEWEST_READERS || readers > TortureJob.MOST_READERS) {
      throw new UsageException(
          "--readers must be "
              + TortureJob.FEWEST_READERS
              + " to "
              + TortureJob.MOST_READERS
              + ", not "
              + readers);
    }
    if (duration.compareTo(SHORTEST) < 0) {
      throw new UsageException("--duration must be at least 100ms");
    }
    if (mutant != null && mutants.find(mutant).isEmpty()) {
      throw Nearest.unknown("mutant", mutant, mutants.ids().toList());
    }
    Catalogue catalogue = catalogues.with(strategies.pluginPath);
    List<TortureJob> jobs =
        TortureJobs.of(
            catalogue.select(strategies.strategies),
            form,
            duration,
            readers,
            strategies.seed,
            !noFaults,
            mutant);
    System.err.println("harness: " + jobs.size() + " strategies, seed " + strategies.seed);
    Path log = Scratch.log(Children.TORTURE);
    List<String> failures = new ArrayList<>();
    List<TortureResult> results = children.torture(jobs, strategies.pluginPath, log, failures);
    print(results);
    record(results);
    failures.forEach(failure -> System.err.println("harness: " + failure));
    if (failures.isEmpty()) {
      Scratch.discard(log);
    }
    return ExitCode.of(
            List.of(
                TortureJudge.exitCode(results),
                failures.isEmpty() ? ExitCode.OK : ExitCode.INFRASTRUCTURE))
        .code();
  }

  private void record(List<TortureResult> results) {
    Path file = endurance;
    if (file == null) {
      return;
    }
    EnduranceFile record = new EnduranceFile(file);
    try {
      for (TortureResult result : results) {
        Endurance.Tortured tortured =
            new Endurance.Tortured(
                result.strategy(),
                result.millis() / 1000,
                result.verdict(),
                result.periods(),
                result.cleanPeriods(),
                result.footprint(),
                result.seed(),
                EnduranceFile.commit(),
                Machine.now().toString());
        record.update(old -> old.with(tortured));
      }
    } catch (IOException e) {
      throw new RunFailure("the torture cannot be added to " + file + ": " + e.getMessage());
    }
  }

  private void print(List<TortureResult> results) {
    TortureTable table = new TortureTable();
    System.out.print(
        switch (output.format) {
          case JSON ->
              Json.document(new TortureDocument(TortureDocument.SCHEMA, strategies.seed, results));
          case MD -> table.markdown(results);
          case TEXT -> table.text(results);
        });
  }
}
