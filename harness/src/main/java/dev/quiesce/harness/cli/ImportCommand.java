package dev.quiesce.harness.cli;

import dev.quiesce.harness.result.WorkloadLibrary;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a workload of a QEMU's log. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Turns the -trace log of a stock QEMU, or a recording, into a workload.",
      "It accounts for every line and says what the log does not tell, and what a replay"
          + " therefore lacks."
    },
    footer = {
      "",
      "Examples:",
      "  harness import qemu.log.gz -o mine.jsonl.gz",
      "  harness run --workload mine.jsonl.gz",
      "",
      "  With uprobes on QEMU's exported functions (as root), which tell durations:",
      "  harness list probes | while read -r p; do",
      "    perf probe -q -x /usr/bin/qemu-system-x86_64 --add \"$p\"; done",
      "  perf record -m 4M -e 'probe_qemu:*' -o mine.perf -- qemu-system-x86_64 ...",
      "  perf script -i mine.perf > mine.txt",
      "  harness import --from perf mine.txt -o mine.jsonl.gz"
    })
public final class ImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "QEMU.log[.gz]", description = "The log.")
  private Path log = Path.of("");

  /** Who wrote the log. */
  enum Source {
    /** QEMU, or this project's recorder. */
    QEMU,
    /** perf, trace-cmd or the kernel. */
    PERF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--from",
      paramLabel = "SOURCE",
      description =
          "Who wrote the log: ${COMPLETION-CANDIDATES}. qemu: QEMU itself; perf: perf script,"
              + " trace-cmd report or the kernel's trace file. Default: ${DEFAULT-VALUE}.")
  private Source from = Source.QEMU;

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
    System.out.print(library.importLog(log, from == Source.PERF, workload));
    return 0;
  }
}
