package dev.quiesce.harness.cli;

import dev.quiesce.harness.catalogue.Catalogue;
import dev.quiesce.harness.catalogue.Catalogues;
import dev.quiesce.harness.catalogue.Planner;
import dev.quiesce.harness.mutant.Mutants;
import dev.quiesce.harness.report.CellsMarkdown;
import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.report.Finding;
import dev.quiesce.harness.report.Judge;
import dev.quiesce.harness.report.TerminalTable;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.result.Verdicts;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Explores cells and says what came out. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Explores the interleavings of scenarios under strategies.",
    footer = {
      "",
      "Examples:",
      "  harness verify",
      "  harness verify -s notifier-lock --form as-proposed,complete",
      "  harness verify -s controls --scenarios appendix-a --preemptions 2",
      "  harness verify -s gfree-rcu --memory-model both --format json",
      "  harness verify -s gfree-rcu --mutant grace-period-no-op",
      "  harness verify --mutant all"
    })
public final class VerifyCommand implements Callable<Integer> {
  @Mixin private StrategyOptions strategies = new StrategyOptions();
  @Mixin private ExploreOptions explore = new ExploreOptions();
  @Mixin private KnownOptions known = new KnownOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  private final Catalogues catalogues;
  private final Planner planner;
  private final Children children;
  private final Mutants mutants;
  private final MutantRun mutantRun;

  @Inject
  VerifyCommand(
      Catalogues catalogues,
      Planner planner,
      Children children,
      Mutants mutants,
      MutantRun mutantRun) {
    this.catalogues = catalogues;
    this.planner = planner;
    this.children = children;
    this.mutants = mutants;
    this.mutantRun = mutantRun;
  }

  @Override
  public Integer call() {
    Catalogue catalogue = catalogues.with(strategies.pluginPath);
    if (ExploreOptions.EVERY_MUTANT.equals(explore.mutant)) {
      return mutantRun.run(explore, strategies, output.format);
    }
    explore.checkMutant(mutants);
    List<CellJob> jobs = known.recall(planner.plan(catalogue, explore.selection(strategies)));
    if (jobs.isEmpty()) {
      throw new UsageException("the selection has no cell: no selected strategy has such a form");
    }
    System.err.println("harness: " + jobs.size() + " cells, seed " + strategies.seed);
    Path log = Scratch.log(Children.VERIFY);
    List<String> warnings = new ArrayList<>();
    List<CellResult> cells =
        children.verify(
            jobs, CellStore.none(), strategies.pluginPath, log, explore.limit(), warnings);
    List<Finding> findings = new Judge().judge(cells);
    print(cells, findings);
    warnings.forEach(warning -> System.err.println("harness: " + warning));
    ExitCode code = Judge.exitCode(findings);
    if (code == ExitCode.OK && warnings.isEmpty()) {
      Scratch.discard(log);
    }
    return ExitCode.of(List.of(code, warnings.isEmpty() ? ExitCode.OK : ExitCode.INFRASTRUCTURE))
        .code();
  }

  private void print(List<CellResult> cells, List<Finding> findings) {
    switch (output.format) {
      case JSON ->
          System.out.print(Json.document(new Verdicts(Verdicts.SCHEMA, strategies.seed, cells)));
      case MD -> System.out.print(new CellsMarkdown().render(cells));
      case TEXT -> System.out.print(new TerminalTable(output.colour()).render(cells, findings));
    }
  }
}
