package dev.quiesce.harness.report;

import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.rundir.Environment;
import dev.quiesce.harness.rundir.Manifest;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report as Markdown: {@code report.md}. */
public final class MarkdownReport {
  /** The document. */
  public String render(RunData data) {
    Markdown md = new Markdown();
    md.heading(1, "Unregistering memory listeners: which fix is safe, and at what cost");
    List<CellResult> cells = data.verdicts().cells();
    gaps(md, data);
    CellsMarkdown.matrices(md, cells);
    CellsMarkdown.findings(md, new Judge().judge(cells));
    questions(md, data);
    CellsMarkdown.counterexamples(md, cells);
    measurements(md, data);
    scores(md, data);
    environment(md, data.manifest());
    return md.toString().stripTrailing() + "\n";
  }

  private static void gaps(Markdown md, RunData data) {
    Manifest manifest = data.manifest();
    List<String> gaps = new ArrayList<>(data.gaps());
    if (manifest != null) {
      if (manifest.state() != Manifest.State.FINISHED) {
        gaps.add("the run is " + Names.of(manifest.state()) + ": this is what it has so far");
      }
      gaps.addAll(manifest.warnings());
    }
    if (!gaps.isEmpty()) {
      md.heading(2, "What is missing").list(gaps);
    }
  }

  private static void questions(Markdown md, RunData data) {
    md.heading(2, "The thread's questions");
    for (Answer answer : new Questions(data).answers()) {
      md.heading(3, answer.number() + ". " + answer.question());
      md.paragraph(answer.text());
      md.list(answer.evidence());
    }
  }

  private static void measurements(Markdown md, RunData data) {
    md.heading(2, "Measurements");
    if (data.measurements().measurements().isEmpty()) {
      md.paragraph("This run measured nothing.");
    } else {
      md.raw(new MeasurementTable().markdown(data.measurements().measurements()).strip());
    }
  }

  private static void scores(Markdown md, RunData data) {
    md.heading(2, "Benchmarks (JMH)");
    if (data.scores().isEmpty()) {
      md.paragraph("This run has no benchmark scores.");
    } else {
      md.raw(new ScoreTable().markdown(data.scores()).strip());
    }
  }

  private static void environment(Markdown md, @Nullable Manifest manifest) {
    md.heading(2, "Environment");
    if (manifest == null) {
      md.paragraph("Unknown: the manifest is missing.");
      return;
    }
    Environment machine = manifest.environment();
    List<String> items = new ArrayList<>();
    items.add("command: " + String.join(" ", manifest.command()));
    items.add("seed: " + manifest.seed());
    items.add(
        "commit: "
            + manifest.build().commit()
            + (manifest.build().dirty() ? ", with local changes" : "")
            + "; jar "
            + manifest.build().jarHash());
    items.add("JDK: " + machine.jdk() + "; flags " + machine.jvmFlags() + "; " + machine.gc());
    manifest.childFlags().forEach((kind, flags) -> items.add("flags of " + kind + ": " + flags));
    items.add(
        "CPU: "
            + machine.cpuModel()
            + ", "
            + machine.cores()
            + " cores, SMT "
            + machine.smt()
            + ", governor "
            + machine.governor());
    items.add("kernel: " + machine.kernel());
    items.add("barrier of read sections: " + machine.barrier());
    items.add("cgroup: cpu " + machine.cgroupCpu() + ", memory " + machine.cgroupMemory());
    items.add("load: " + manifest.loadAtStart() + " at start, " + manifest.loadAtEnd() + " at end");
    items.add("time: " + manifest.started() + " to " + manifest.finished());
    manifest.workloadHashes().forEach((name, hash) -> items.add("workload " + name + ": " + hash));
    md.list(items);
  }
}
