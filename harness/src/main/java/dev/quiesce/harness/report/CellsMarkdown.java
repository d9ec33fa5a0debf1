package dev.quiesce.harness.report;

import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Verdict;
import dev.quiesce.harness.result.Violation;
import java.util.ArrayList;
import java.util.List;

/** Matrices, findings and counterexamples of some cells, as Markdown. */
public final class CellsMarkdown {
  /** A document of its own. */
  public String render(List<CellResult> cells) {
    Markdown md = new Markdown();
    matrices(md, cells);
    findings(md, new Judge().judge(cells));
    counterexamples(md, cells);
    return md.toString();
  }

  static void matrices(Markdown md, List<CellResult> cells) {
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

  static void findings(Markdown md, List<Finding> findings) {
    md.heading(2, "What is not as declared");
    if (findings.isEmpty()) {
      md.paragraph("Nothing: every cell came out as its strategy declares.");
    } else {
      md.list(findings.stream().map(Finding::toString).toList());
    }
  }

  static void counterexamples(Markdown md, List<CellResult> cells) {
    md.heading(2, "Counterexamples");
    List<CellResult> violated =
        cells.stream().filter(cell -> cell.verdict() == Verdict.VIOLATED).toList();
    if (violated.isEmpty()) {
      md.paragraph("No cell is violated.");
    }
    List<List<String>> shortest = new ArrayList<>();
    for (CellResult cell : violated) {
      Violation violation = cell.violation();
      if (violation != null) {
        shortest.add(
            List.of(
                cell.key().display(),
                violation.promise().name(),
                violation.kind().id(),
                Names.of(violation.severity()),
                String.valueOf(violation.steps())));
      }
    }
    if (!shortest.isEmpty()) {
      md.paragraph("The shortest of each violated cell; the schedules follow.");
      md.table(List.of("cell", "promise", "kind", "severity", "steps"), shortest);
    }
    for (CellResult cell : violated) {
      md.heading(3, cell.key().display());
      Violation violation = cell.violation();
      if (violation == null) {
        md.paragraph("The checker gave no schedule.");
      } else {
        counterexample(md, violation);
      }
    }
  }

  private static void counterexample(Markdown md, Violation violation) {
    List<String> message = violation.message().lines().toList();
    md.paragraph(
        violation.promise()
            + ", severity "
            + Names.of(violation.severity())
            + ": "
            + (message.isEmpty() ? violation.kind().id() : message.get(0)));
    md.fence("harness replay " + violation.replay());
    if (message.size() > 1) {
      md.fence(String.join("\n", message.subList(1, message.size())));
    }
    if (!violation.table().isEmpty()) {
      md.details("the schedule, " + violation.steps() + " steps", violation.table());
    }
  }
}
