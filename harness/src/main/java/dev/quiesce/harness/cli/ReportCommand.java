package dev.quiesce.harness.cli;

import dev.quiesce.harness.report.CsvReport;
import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.report.Finding;
import dev.quiesce.harness.report.Judge;
import dev.quiesce.harness.report.MarkdownReport;
import dev.quiesce.harness.report.TerminalTable;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.rundir.Reports;
import dev.quiesce.harness.rundir.RunData;
import dev.quiesce.harness.rundir.RunReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Renders a run again. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Renders a run again from its stored data; runs nothing.",
    footer = {
      "",
      "Examples:",
      "  harness report results/reference",
      "  harness report results/reference --format md | less"
    })
public final class ReportCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "RUN", description = "A run directory.")
  private Path run = Path.of("");

  /** For picocli. */
  public ReportCommand() {}

  @Override
  public Integer call() {
    RunData data = new RunReader(run).read();
    data.gaps().forEach(gap -> System.err.println("harness: " + gap));
    String markdown = new MarkdownReport().render(data);
    Reports.write(run, markdown, new CsvReport().render(data));
    List<Finding> findings = new Judge().judge(data.verdicts().cells());
    System.out.print(
        switch (output.format) {
          case JSON -> Json.document(data.verdicts());
          case MD -> markdown;
          case TEXT -> new TerminalTable(output.colour()).render(data.verdicts().cells(), findings);
        });
    ExitCode code = Judge.exitCode(findings);
    return code.code();
  }
}
