package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.barrier.Barriers;
import dev.quiesce.harness.catalogue.Catalogues;
import dev.quiesce.harness.report.BarTable;
import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.report.GrowthTable;
import dev.quiesce.harness.report.RankTable;
import dev.quiesce.harness.report.ScoreTable;
import dev.quiesce.harness.result.BenchJob;
import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.UsageException;
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
      "  harness bench -s all --result jmh.json -- -f 9 -wi 5 -i 10",
      "  harness bench --bars --storm hotplug_storm_qtest.jsonl.gz"
    })
public final class BenchCommand implements Callable<Integer> {
  @Mixin private StrategyOptions strategies = new StrategyOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--effort",
      defaultValue = "quick",
      description = "smoke, quick or full (default ${DEFAULT-VALUE}); quick runs do not rank.")
  private String effort = "quick";

  @Option(
      names = "--bars",
      description = {
        "Measures what must reach a bar, and prints figure, yardstick, ratio and bar;",
        "open where the bar lies inside the interval of the forks. Takes about ten",
        "minutes and an idle machine. Ignores --effort."
      })
  private boolean bars;

  @Option(
      names = "--storm",
      paramLabel = "FILE",
      description = "With --bars: the recording to parse and replay.")
  private @Nullable Path storm;

  @Option(
      names = "--liburcu",
      paramLabel = "FILE",
      description = "With --bars: the output of harness/bin/liburcu-yardstick.")
  private @Nullable Path liburcu;

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
    Map<String, Double> foreign = foreign();
    List<String> failures = new ArrayList<>();
    List<BenchScore> scores =
        children.bench(
            new BenchJob(
                ids,
                bars ? "bars" : effort,
                json.toAbsolutePath().toString(),
                strategies.seed,
                jmhOptions()),
            strategies.pluginPath,
            log,
            failures);
    if (bars && output.format == Format.TEXT) {
      System.out.print(new BarTable(scores, foreign).text());
      return end(failures, List.of());
    }
    ScoreTable table = new ScoreTable();
    List<RankTable.Row> ranks = new RankTable(strategies.seed).rows(scores);
    System.out.print(
        switch (output.format) {
          case JSON -> Json.document(scores);
          case MD -> table.markdown(scores);
          case TEXT -> table.text(scores) + RankTable.text(ranks) + new GrowthTable().text(scores);
        });
    return end(failures, ranks);
  }

  private static int end(List<String> failures, List<RankTable.Row> rows) {
    failures.forEach(failure -> System.err.println("harness: " + failure));
    if (!failures.isEmpty()) {
      return ExitCode.INFRASTRUCTURE.code();
    }
    if (RankTable.tooNoisy(rows)) {
      System.err.println("harness: the machine is too noisy to rank");
      return ExitCode.INCONCLUSIVE.code();
    }
    return ExitCode.OK.code();
  }

  /** JMH's options, and the recording where one is named. */
  private List<String> jmhOptions() {
    List<String> all = new ArrayList<>(options);
    if (storm != null) {
      all.addAll(List.of("-p", "recording=" + storm.toAbsolutePath()));
    } else if (bars) {
      all.addAll(List.of("-e", "StormBenchmark"));
    }
    return all;
  }

  private Map<String, Double> foreign() {
    Path file = liburcu;
    if (file == null) {
      return Map.of();
    }
    Map<String, Double> figures = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.strip().split("\\s+", -1);
        figures.put(parts[0], Double.parseDouble(parts[1]));
      }
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      throw new UsageException("cannot read " + file + " (one name and one number a line): " + e);
    }
    return figures;
  }
}
