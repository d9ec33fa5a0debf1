package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.barrier.Barriers;
import dev.quiesce.harness.catalogue.Catalogues;
import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.report.ScoreTable;
import dev.quiesce.harness.result.BenchJob;
import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.Json;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the JMH benchmarks. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Runs the JMH benchmarks of strategies.",
    footer = {
      "",
      "Examples:",
      "  harness bench -s fixes --effort quick",
      "  harness bench -s all --result jmh.json -- -f 9 -wi 5 -i 10"
    })
public final class BenchCommand implements Callable<Integer> {
  @Mixin private StrategyOptions strategies = new StrategyOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--effort",
      defaultValue = "quick",
      description = "smoke, quick or full (default ${DEFAULT-VALUE}); quick runs do not rank.")
  private String effort = "quick";

  @Option(names = "--result", paramLabel = "FILE", description = "Where JMH's JSON goes.")
  private @Nullable Path result;

  @Parameters(arity = "0..*", paramLabel = "JMH", description = "JMH's own options, after --.")
  private List<String> options = List.of();

  private final Catalogues catalogues;
  private final Children children;

  @Inject
  BenchCommand(Catalogues catalogues, Children children) {
    this.catalogues = catalogues;
    this.children = children;
  }

  @Override
  public Integer call() {
    List<String> ids =
        catalogues.with(strategies.pluginPath).select(strategies.strategies).stream()
            .map(StrategyDescriptor::id)
            .toList();
    Barriers.ofProcess().warning().ifPresent(why -> System.err.println("harness: " + why));
    Path log = Scratch.log(Children.BENCH);
    Path json = result == null ? log.resolveSibling("jmh.json") : result;
    List<String> failures = new ArrayList<>();
    List<BenchScore> scores =
        children.bench(
            new BenchJob(ids, effort, json.toAbsolutePath().toString(), options),
            strategies.pluginPath,
            log,
            failures);
    ScoreTable table = new ScoreTable();
    System.out.print(
        switch (output.format) {
          case JSON -> Json.document(scores);
          case MD -> table.markdown(scores);
          case TEXT -> table.text(scores);
        });
    failures.forEach(failure -> System.err.println("harness: " + failure));
    return failures.isEmpty() ? ExitCode.OK.code() : ExitCode.INFRASTRUCTURE.code();
  }
}
