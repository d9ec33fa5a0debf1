package dev.quiesce.harness.cli;

import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.report.Finding;
import dev.quiesce.harness.report.Judge;
import dev.quiesce.harness.report.TerminalTable;
import dev.quiesce.harness.report.TrimmedRun;
import dev.quiesce.harness.report.html.Renderings;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.rundir.Environment;
import dev.quiesce.harness.rundir.Manifest;
import dev.quiesce.harness.rundir.RunData;
import dev.quiesce.harness.rundir.RunReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Renders a run again. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Renders a run again from its stored data; runs nothing.",
    footer = {
      "",
      "Writes report.html, report.md and report.csv into RUN. What is missing or",
      "damaged in RUN is named in them and on standard error. The exit code is",
      "the run's: 0 as declared, 1 an undeclared violation, 4 inconclusive.",
      "",
      "Examples:",
      "  harness report results/reference",
      "  harness report results/reference --format md | less",
      "  harness report NEW --baseline OLD --fail-on 10",
      "  harness report results/20250101-120000-abc1234-full --trim results/reference"
    })
public final class ReportCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private BaselineOptions baseline = new BaselineOptions();

  @Parameters(paramLabel = "RUN", description = "A run directory.")
  private Path run = Path.of("");

  @Option(
      names = "--trim",
      paramLabel = "DIR",
      description = "Copy what the report needs into a new directory, and render it there.")
  private @Nullable Path trim;

  /** For picocli. */
  public ReportCommand() {}

  @Override
  public Integer call() {
    RunData data = new RunReader(run).read();
    data.gaps().forEach(gap -> System.err.println("harness: " + gap));
    BaselineOptions.Chosen against = baseline.read(machine(data.manifest()));
    Path target = trim;
    if (target != null) {
      TrimmedRun.copy(data, run, target);
      data = new RunReader(target).read();
    }
    Renderings renderings = Renderings.of(data, against.baseline());
    renderings.write(target == null ? run : target);
    List<Finding> findings = new Judge().judge(data.verdicts().cells());
    System.out.print(
        switch (output.format) {
          case JSON -> Json.document(data.verdicts());
          case MD -> renderings.markdown();
          case TEXT -> new TerminalTable(output.colour()).render(data.verdicts().cells(), findings);
        });
    return ExitCode.of(List.of(Judge.exitCode(findings), against.judge(data))).code();
  }

  private static @Nullable Environment machine(@Nullable Manifest manifest) {
    return manifest == null ? null : manifest.environment();
  }
}
