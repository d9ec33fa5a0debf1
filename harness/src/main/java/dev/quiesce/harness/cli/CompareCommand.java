package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.catalogue.Catalogue;
import dev.quiesce.harness.catalogue.Catalogues;
import dev.quiesce.harness.catalogue.Planner;
import dev.quiesce.harness.report.CompareText;
import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.report.html.Renderings;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.RunFailure;
import dev.quiesce.harness.result.WorkloadFacts;
import dev.quiesce.harness.result.WorkloadLibrary;
import dev.quiesce.harness.rundir.Machine;
import dev.quiesce.harness.rundir.Reports;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything about some strategies, into one run directory. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Verifies, replays and benchmarks strategies, and writes a report.",
    footer = {
      "",
      "Examples:",
      "  harness compare --strategies all",
      "  harness compare --profile smoke",
      "  harness compare --dry-run",
      "  harness compare --profile full --baseline results/reference --fail-on 10",
      "  harness compare --resume results/20250101-120000-abc1234-quick"
    })
public final class CompareCommand implements Callable<Integer> {
  @Mixin private StrategyOptions strategies = new StrategyOptions();
  @Mixin private KnownOptions known = new KnownOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private BaselineOptions baseline = new BaselineOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--profile",
      defaultValue = "quick",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Profile profile = Profile.QUICK;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "results",
      description = "Where run directories go (default ${DEFAULT-VALUE}).")
  private Path out = Path.of("results");

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Take up a run of the same configuration; finished cells are kept.")
  private @Nullable Path resume;

  @Option(
      names = "--workload",
      paramLabel = "NAME|FILE",
      completionCandidates = Ids.Workloads.class,
      description = "Replay this recording; default: see 'harness list workloads'.")
  private @Nullable String workload;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR|max",
      converter = SpeedConverter.class,
      description = "Factor of the recorded time; default: the profile's.")
  private @Nullable Double speed;

  @Option(names = "--dry-run", description = "List what would be done, and do nothing.")
  private boolean dryRun;

  private final Catalogues catalogues;
  private final Planner planner;
  private final WorkloadLibrary library;
  private final Comparison comparison;

  @Inject
  CompareCommand(
      Catalogues catalogues, Planner planner, WorkloadLibrary library, Comparison comparison) {
    this.catalogues = catalogues;
    this.planner = planner;
    this.library = library;
    this.comparison = comparison;
  }

  @Override
  public Integer call() {
    ComparePlan plan = plan();
    if (dryRun) {
      print(plan);
      return 0;
    }
    BaselineOptions.Chosen against = baseline.read(Machine.environment());
    System.err.println(
        "harness: " + plan.cells().size() + " cells, profile " + profile + ", seed " + plan.seed());
    Comparison.Outcome outcome = comparison.run(plan, out, resume);
    if (against.baseline() != null) {
      Renderings.of(outcome.data(), against.baseline()).write(outcome.run());
    }
    outcome.failures().forEach(failure -> System.err.println("harness: " + failure));
    CompareText text = new CompareText(output.colour());
    System.out.print(
        switch (output.format) {
          case JSON -> Json.document(document(outcome));
          case MD -> read(outcome.run().resolve(Reports.MARKDOWN));
          case TEXT -> text.render(outcome.data(), outcome.findings(), outcome.run());
        });
    return ExitCode.of(List.of(outcome.code(), against.judge(outcome.data()))).code();
  }

  private ComparePlan plan() {
    Catalogue catalogue = catalogues.with(strategies.pluginPath);
    List<StrategyDescriptor> chosen = catalogue.select(strategies.strategies);
    List<CellJob> cells =
        known.recall(
            planner.plan(
                catalogue, profile.effort().selection(strategies.strategies, strategies.seed)));
    List<WorkloadFacts> facts = new ArrayList<>();
    Map<String, String> hashes = new TreeMap<>();
    for (String name : workloads()) {
      facts.add(named(name, library.facts(name)));
      hashes.put(name, library.hash(name));
    }
    Double chosenSpeed = speed;
    List<String> command = new ArrayList<>(List.of("harness"));
    command.addAll(spec.commandLine().getParseResult().originalArgs());
    return new ComparePlan(
        command,
        profile,
        strategies.seed,
        chosenSpeed == null ? profile.effort().speed() : chosenSpeed,
        chosen,
        cells,
        facts,
        hashes,
        strategies.pluginPath);
  }

  private List<String> workloads() {
    String named = workload;
    if (named != null) {
      return List.of(named);
    }
    List<String> bundled = library.bundled().stream().map(WorkloadLibrary.Entry::id).toList();
    return profile.effort().everyWorkload() ? bundled : bundled.subList(0, 1);
  }

  /** The name under which a replay finds the recording again. */
  private static WorkloadFacts named(String name, WorkloadFacts facts) {
    return new WorkloadFacts(name, facts.title(), facts.seconds(), facts.counts(), facts.figures());
  }

  private void print(ComparePlan plan) {
    if (output.format == Format.JSON) {
      System.out.print(Json.document(plan.cells().stream().map(CellJob::key).toList()));
      return;
    }
    for (CellJob job : plan.cells()) {
      CellKey key = job.key();
      System.out.println(key.display());
    }
    System.out.print(new Estimate(plan).text());
  }

  /**
   * The JSON of a comparison.
   *
   * @param schema version of the format
   * @param run the run directory
   * @param exitCode of the comparison
   * @param findings what is not as declared
   * @param failures what did not work
   */
  record Document(
      int schema, String run, int exitCode, List<String> findings, List<String> failures) {}

  private static Document document(Comparison.Outcome outcome) {
    return new Document(
        1,
        outcome.run().toString(),
        outcome.code().code(),
        outcome.findings().stream().map(Object::toString).toList(),
        outcome.failures());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new RunFailure("cannot read " + file, e);
    }
  }
}
