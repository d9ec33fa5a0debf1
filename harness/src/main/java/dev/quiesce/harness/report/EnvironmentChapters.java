package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.report.page.Span;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Verdict;
import dev.quiesce.harness.rundir.Environment;
import dev.quiesce.harness.rundir.Manifest;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a reader must know to trust or repeat the run: threats, environment, reproduction. */
final class EnvironmentChapters {
  private final RunData data;

  EnvironmentChapters(RunData data) {
    this.data = data;
  }

  Section threats() {
    List<CellResult> cells = data.verdicts().cells();
    List<String> items = new ArrayList<>();
    items.add(
        "A model is not QEMU. The cells run the strategies' own code over a model of QEMU 7.2's"
            + " memory subsystem in Java; what the model leaves out is not examined. A"
            + " counterexample shows that the idea, as modelled, is broken; no counterexample does"
            + " not show that a patch to QEMU is right.");
    items.add(coverage(cells));
    items.add(
        "Interleavings are explored under sequential consistency and, in the cells that say tso,"
            + " under store buffers of the x86 kind. Reordering by the compiler and by weaker"
            + " hardware is covered only by the race detector on plain fields, where"
            + " NO_DATA_RACE is exercised.");
    items.add(
        "The recordings come from QEMU under TCG and under KVM in software: their counts and their"
            + " order are QEMU's, their durations are those of a slow machine.");
    items.add(
        "A replay keeps the recorded order of each thread and its intended times, not what QEMU"
            + " would have done at another speed. What a strategy refuses or postpones is retried"
            + " after the migration.");
    items.add(
        "Garbage collection, the JIT and the operating system are in every latency; the tails"
            + " above all. Measuring and checking never share a process.");
    Manifest manifest = data.manifest();
    if (manifest != null) {
      Environment machine = manifest.environment();
      items.add(
          "The machine has "
              + machine.cores()
              + " cores for this process: contention of more threads than that is scheduling, not"
              + " parallelism. Load at the start was "
              + manifest.loadAtStart()
              + ", at the end "
              + manifest.loadAtEnd()
              + ".");
    }
    return Section.of(Places.THREATS, "Threats to validity", List.of(Block.Bullets.of(items)));
  }

  private static String coverage(List<CellResult> cells) {
    long exhausted = cells.stream().filter(CellResult::exhausted).count();
    long unknown = cells.stream().filter(cell -> cell.verdict() == Verdict.UNKNOWN).count();
    Map<String, Integer> bounds = new TreeMap<>();
    cells.stream()
        .filter(cell -> !cell.exhausted() && cell.verdict() != Verdict.NOT_APPLICABLE)
        .forEach(cell -> bounds.merge(cell.bound(), 1, Integer::sum));
    StringBuilder text = new StringBuilder();
    text.append(exhausted).append(" of ").append(cells.size());
    text.append(" cells are exhausted: every interleaving of their script, up to the order of");
    text.append(" independent steps, was executed. The others were cut short");
    text.append(" by bound: ").append(bounds.isEmpty() ? "none" : bounds.toString());
    text.append("; there, not found is not absent. Unknown: ").append(unknown).append('.');
    return text.toString();
  }

  Section environment() {
    Manifest manifest = data.manifest();
    List<Block> blocks = new ArrayList<>();
    if (manifest == null) {
      blocks.add(
          new Block.Notice(
              "Unknown", List.of("manifest.json is missing: the machine of this run is unknown.")));
    } else {
      Environment machine = manifest.environment();
      List<List<Field>> rows = new ArrayList<>();
      fact(rows, "JDK", machine.jdk());
      fact(rows, "flags of the JVM", machine.jvmFlags().toString());
      fact(rows, "garbage collectors", machine.gc().toString());
      manifest
          .childFlags()
          .forEach((kind, flags) -> fact(rows, "flags of " + kind, flags.toString()));
      fact(rows, "CPU", machine.cpuModel());
      fact(rows, "cores", Integer.toString(machine.cores()));
      fact(rows, "SMT", machine.smt());
      fact(rows, "governor", machine.governor());
      fact(rows, "kernel", machine.kernel());
      fact(
          rows,
          "barrier of read sections",
          Objects.requireNonNullElse(machine.barrier(), "unknown"));
      fact(
          rows,
          "control group",
          "cpu " + machine.cgroupCpu() + ", memory " + machine.cgroupMemory());
      fact(rows, "load", manifest.loadAtStart() + " at start, " + manifest.loadAtEnd() + " at end");
      fact(rows, "time", manifest.started() + " to " + manifest.finished());
      fact(rows, "profile", manifest.profile());
      blocks.add(Block.Table.of("Machine and Java", List.of("what", "value"), rows));
    }
    return new Section(
        Places.ENVIRONMENT,
        "Environment and reproduction",
        blocks,
        List.of(reproduce(manifest), hashes(manifest)));
  }

  private static Section reproduce(@Nullable Manifest manifest) {
    List<Block> blocks = new ArrayList<>();
    if (manifest == null) {
      blocks.add(
          new Block.Notice("Unknown", List.of("manifest.json is missing: no command is known.")));
    } else {
      blocks.add(
          Block.Paragraph.of(
              Span.of("Commit "),
              Span.code(manifest.build().commit()),
              Span.of(
                  (manifest.build().dirty() ? ", with local changes" : "")
                      + ", seed "
                      + manifest.seed()
                      + ". The verdicts recur with the same seed where cells are exhausted;"
                      + " elsewhere the time budget cuts. Measurements do not recur exactly.")));
      blocks.add(new Block.Code(String.join(" ", manifest.command()), true));
      blocks.add(Block.Paragraph.of("To render this page again from its data:"));
      blocks.add(new Block.Code("harness report RUN", true));
    }
    return Section.of("reproduce", "How to reproduce", blocks);
  }

  private Section hashes(@Nullable Manifest manifest) {
    List<List<Field>> rows = new ArrayList<>();
    if (manifest != null) {
      fact(rows, "harness.jar", manifest.build().jarHash());
      manifest.workloadHashes().forEach((name, hash) -> fact(rows, "workload " + name, hash));
    }
    data.hashes().forEach((name, hash) -> fact(rows, name, hash));
    return Section.of(
        "hashes",
        "Hashes of inputs",
        List.of(Block.Table.of("SHA-256", List.of("what", "SHA-256"), rows)));
  }

  private static void fact(List<List<Field>> rows, String name, String value) {
    rows.add(List.of(Field.of(name), Field.of(value)));
  }
}
