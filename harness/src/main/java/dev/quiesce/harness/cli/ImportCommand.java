package dev.quiesce.harness.cli;

import dev.quiesce.harness.result.WorkloadLibrary;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a workload of a QEMU's log. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Turns the -trace log of a stock QEMU, or a recording, into a workload.",
    footer = {
      "",
      "Examples:",
      "  harness import qemu.log.gz -o mine.jsonl.gz && harness run --workload mine.jsonl.gz"
    })
public final class ImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "QEMU.log[.gz]", description = "The log.")
  private Path log = Path.of("");

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "WORKLOAD",
      description = "Where the workload goes.")
  private Path workload = Path.of("");

  private final WorkloadLibrary library;

  @Inject
  ImportCommand(WorkloadLibrary library) {
    this.library = library;
  }

  @Override
  public Integer call() {
    System.out.print(library.importLog(log, workload));
    return 0;
  }
}
