package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.catalogue.Catalogues;
import dev.quiesce.harness.catalogue.Planner;
import dev.quiesce.harness.report.AblationJudge;
import dev.quiesce.harness.report.AblationMarkdown;
import dev.quiesce.harness.report.AblationText;
import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.result.Ablations;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.ScenarioInfo;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Explores every subset of strategies' ingredients and says which are enough. */
@Command(
    name = "ablate",
    mixinStandardHelpOptions = true,
    description = {
      "Explores every subset of a strategy's ingredients.",
      "",
      "A subset is sufficient when it is as good as the complete form: it breaks a required promise"
          + " in no scenario, except where the complete form declares that promise as its limit."
          + " Printed are the minimal sufficient sets, and what breaks when one ingredient is left"
          + " out of them. Sequential consistency; where a cell is not exhausted, sufficient means"
          + " as far as it was explored."
    },
    footer = {
      "",
      "Examples:",
      "  harness ablate -s notifier-lock",
      "  harness ablate -s fixes --budget 10s --format json",
      "  harness ablate -s gfree-rcu --scenarios clear-vs-unregister,balloon-hint"
    })
public final class AblateCommand implements Callable<Integer> {
  @Mixin private StrategyOptions strategies = new StrategyOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--scenarios",
      paramLabel = "SCENARIOS",
      defaultValue = "all",
      completionCandidates = Ids.Scenarios.class,
      description =
          "all, or ids with commas (default ${DEFAULT-VALUE}). With less than all, nothing is"
              + " compared with what is declared.")
  private String scenarios = "all";

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = DurationConverter.class,
      description = "Time for each cell: 500ms, 30s, 2m (default ${DEFAULT-VALUE}).")
  private Duration budget = Duration.ofSeconds(2);

  private final Catalogues catalogues;
  private final Planner planner;
  private final Children children;

  @Inject
  AblateCommand(Catalogues catalogues, Planner planner, Children children) {
    this.catalogues = catalogues;
    this.planner = planner;
    this.children = children;
  }

  @Override
  public Integer call() {
    List<StrategyDescriptor> chosen =
        catalogues.with(strategies.pluginPath).select(strategies.strategies);
    List<ScenarioInfo> counted = planner.select(scenarios);
    Path log = Scratch.log(Children.ABLATE);
    Ablator.Settings settings =
        new Ablator.Settings(
            counted,
            counted.size() == planner.scenarios().size(),
            new CellBudget(1, budget.toMillis(), CellBudget.UNBOUNDED),
            strategies.seed,
            strategies.pluginPath,
            log);
    List<String> warnings = new ArrayList<>();
    Ablations ablations = Ablator.all(children, settings, chosen, warnings);
    print(ablations);
    warnings.forEach(warning -> System.err.println("harness: " + warning));
    ExitCode code = AblationJudge.exitCode(new AblationJudge().judge(ablations));
    if (code == ExitCode.OK && warnings.isEmpty()) {
      Scratch.discard(log);
    }
    return ExitCode.of(List.of(code, warnings.isEmpty() ? ExitCode.OK : ExitCode.INFRASTRUCTURE))
        .code();
  }

  private void print(Ablations ablations) {
    System.out.print(
        switch (output.format) {
          case JSON -> Json.document(ablations);
          case MD -> new AblationMarkdown().render(ablations);
          case TEXT -> new AblationText().render(ablations);
        });
  }
}
