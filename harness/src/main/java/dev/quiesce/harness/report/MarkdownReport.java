package dev.quiesce.harness.report;

import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.OperationMeasurement;
import dev.quiesce.harness.result.Verdict;
import dev.quiesce.harness.result.Violation;
import dev.quiesce.harness.rundir.Environment;
import dev.quiesce.harness.rundir.Manifest;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report as Markdown: {@code report.md}. */
public final class MarkdownReport {
  /** Forks from which on JMH's scores may rank. */
  private static final int RANKING_FORKS = 9;

  /** The document. */
  public String render(RunData data) {
    Markdown md = new Markdown();
    md.heading(1, "Unregistering memory listeners: which fix is safe, and at what cost");
    List<CellResult> cells = data.verdicts().cells();
    gaps(md, data);
    matrices(md, cells);
    findings(md, new Judge().judge(cells));
    questions(md, data);
    counterexamples(md, cells);
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

  private static void matrices(Markdown md, List<CellResult> cells) {
    md.heading(2, "Verdicts").paragraph(TerminalTable.summary(cells) + ".");
    Matrix promises = Matrix.byPromise(cells);
    Matrix scenarios = Matrix.byScenario(cells);
    md.heading(3, "Strategies and promises");
    matrix(md, promises);
    md.heading(3, "Strategies and scenarios");
    matrix(md, scenarios);
    List<String> legend = new ArrayList<>();
    for (Mark mark : Mark.values()) {
      if (promises.used().contains(mark) || scenarios.used().contains(mark)) {
        legend.add(mark.text() + " : " + mark.meaning());
      }
    }
    md.list(legend);
  }

  private static void matrix(Markdown md, Matrix matrix) {
    List<String> header = new ArrayList<>(List.of(matrix.rowTitle()));
    matrix.columns().forEach(column -> header.add(Markdown.escape(column.display())));
    List<List<String>> rows = new ArrayList<>();
    matrix
        .rows()
        .forEach(
            (name, marks) -> {
              List<String> row = new ArrayList<>(List.of(name));
              marks.forEach(mark -> row.add(mark.text()));
              rows.add(row);
            });
    md.table(header, rows);
  }

  private static void findings(Markdown md, List<Finding> findings) {
    md.heading(2, "What is not as declared");
    if (findings.isEmpty()) {
      md.paragraph("Nothing: every cell came out as its strategy declares.");
    } else {
      md.list(findings.stream().map(Finding::toString).toList());
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

  private static void counterexamples(Markdown md, List<CellResult> cells) {
    md.heading(2, "Counterexamples");
    List<CellResult> violated =
        cells.stream().filter(cell -> cell.verdict() == Verdict.VIOLATED).toList();
    if (violated.isEmpty()) {
      md.paragraph("No cell is violated.");
    }
    for (CellResult cell : violated) {
      Violation violation = cell.violation();
      md.heading(3, cell.key().display());
      if (violation == null) {
        md.paragraph("The checker gave no schedule.");
        continue;
      }
      md.paragraph(
          violation.promise()
              + ", "
              + violation.kind()
              + ", "
              + Names.of(violation.severity())
              + ", "
              + violation.steps()
              + " steps: "
              + violation.message());
      if (!violation.table().isEmpty()) {
        md.fence(violation.table());
      }
      md.fence("harness replay " + violation.replay());
    }
  }

  private static void measurements(Markdown md, RunData data) {
    md.heading(2, "Measurements");
    List<Measurement> measurements = data.measurements().measurements();
    if (measurements.isEmpty()) {
      md.paragraph("This run measured nothing.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Measurement one : measurements) {
      one.operations().forEach(operation -> rows.add(row(one, operation)));
      String name = one.strategy() + " " + one.form() + ", " + one.workload();
      one.gauges()
          .forEach((gauge, value) -> notes.add(name + ": " + gauge + " " + Evidence.number(value)));
      one.notes().forEach(note -> notes.add(name + ": " + note));
      if (one.flagged()) {
        notes.add(
            name
                + ": could not keep the recorded pace, operations started up to "
                + Evidence.nanos(one.driftP99Ns())
                + " late (p99)");
      }
    }
    md.table(
        List.of(
            "strategy", "form", "workload", "operation", "count", "p50", "p90", "p99", "p99.9",
            "max"),
        rows);
    md.list(notes);
  }

  private static List<String> row(Measurement measurement, OperationMeasurement operation) {
    boolean time = operation.unit().equals("ns");
    List<String> row =
        new ArrayList<>(
            List.of(
                measurement.strategy(),
                measurement.form(),
                measurement.workload(),
                operation.name(),
                Long.toString(operation.count())));
    for (double value :
        new double[] {
          operation.p50(), operation.p90(), operation.p99(), operation.p999(), operation.max()
        }) {
      row.add(time ? Evidence.nanos(value) : Evidence.number(value) + " " + operation.unit());
    }
    return row;
  }

  private static void scores(Markdown md, RunData data) {
    md.heading(2, "Benchmarks (JMH)");
    if (data.scores().isEmpty()) {
      md.paragraph("This run has no benchmark scores.");
      return;
    }
    if (data.scores().stream().anyMatch(score -> score.forks() < RANKING_FORKS)) {
      md.paragraph("quick run: does not rank");
    }
    List<List<String>> rows = new ArrayList<>();
    for (BenchScore score : data.scores()) {
      rows.add(
          List.of(
              score.benchmark(),
              score.params().toString(),
              String.format(Locale.ROOT, "%.3f", score.score()),
              Double.isNaN(score.error())
                  ? "unknown"
                  : String.format(Locale.ROOT, "± %.3f", score.error()),
              score.unit(),
              score.forks() + " × " + score.iterations()));
    }
    md.table(List.of("benchmark", "parameters", "score", "error", "unit", "forks"), rows);
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
    items.add("cgroup: cpu " + machine.cgroupCpu() + ", memory " + machine.cgroupMemory());
    items.add("load: " + manifest.loadAtStart() + " at start, " + manifest.loadAtEnd() + " at end");
    items.add("time: " + manifest.started() + " to " + manifest.finished());
    manifest.workloadHashes().forEach((name, hash) -> items.add("workload " + name + ": " + hash));
    md.list(items);
  }
}
