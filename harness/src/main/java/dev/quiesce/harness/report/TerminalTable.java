package dev.quiesce.harness.report;

import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The matrices in at most 80 columns: subjects are letters, explained below. */
public final class TerminalTable {
  private static final int WIDTH = 80;
  private static final int NAME = 30;
  private static final int COLUMN = 4;
  private static final int PER_BLOCK = (WIDTH - NAME) / COLUMN;
  private static final int MAX_FINDINGS = 20;

  private final Colour colour;

  /** A table with or without colours. */
  public TerminalTable(Colour colour) {
    this.colour = colour;
  }

  /** Both matrices, the legend, and what is not as declared. */
  public String render(List<CellResult> cells, List<Finding> findings) {
    StringBuilder out = new StringBuilder();
    Matrix scenarios = Matrix.byScenario(cells);
    Matrix promises = Matrix.byPromise(cells);
    matrix(out, scenarios);
    matrix(out, promises);
    List<Subject> subjects = scenarios.columns();
    for (int i = 0; i < subjects.size(); i++) {
      out.append(letter(i)).append("  ").append(subjects.get(i).display()).append('\n');
    }
    out.append('\n');
    for (Mark mark : Mark.values()) {
      if (scenarios.used().contains(mark) || promises.used().contains(mark)) {
        out.append(String.format("%-4s%s%n", mark.text(), mark.meaning()));
      }
    }
    out.append('\n').append(Wrap.lines(summary(cells)));
    lockOrder(out, cells);
    findings(out, findings);
    return out.toString();
  }

  private void matrix(StringBuilder out, Matrix matrix) {
    int columns = matrix.columns().size();
    for (int from = 0; from < columns; from += PER_BLOCK) {
      int to = Math.min(columns, from + PER_BLOCK);
      StringBuilder head = new StringBuilder(pad(matrix.rowTitle(), NAME));
      for (int i = from; i < to; i++) {
        head.append(pad(letter(i), COLUMN));
      }
      line(out, head);
      for (Map.Entry<String, List<Mark>> row : matrix.rows().entrySet()) {
        StringBuilder line = new StringBuilder(pad(row.getKey(), NAME));
        for (Mark mark : row.getValue().subList(from, to)) {
          line.append(colour.paint(mark, mark.text()));
          line.append(" ".repeat(COLUMN - mark.text().length()));
        }
        line(out, line);
      }
      out.append('\n');
    }
  }

  private static void line(StringBuilder out, StringBuilder line) {
    out.append(line.toString().stripTrailing()).append('\n');
  }

  /** One line: how many cells with which verdict. */
  public static String summary(List<CellResult> cells) {
    Map<Verdict, Long> counts =
        cells.stream().collect(Collectors.groupingBy(CellResult::verdict, Collectors.counting()));
    long exhausted = cells.stream().filter(CellResult::exhausted).count();
    long executions = cells.stream().mapToLong(CellResult::executions).sum();
    StringBuilder out = new StringBuilder();
    out.append(cells.size()).append(" cells: ");
    for (Verdict verdict : Verdict.values()) {
      Long count = counts.get(verdict);
      if (count != null) {
        out.append(Objects.requireNonNull(count))
            .append(' ')
            .append(Names.of(verdict))
            .append(", ");
      }
    }
    return out.append(exhausted)
        .append(" exhausted, ")
        .append(executions)
        .append(" schedules")
        .toString();
  }

  /** Each cycle of locks with one cell that shows it; not a verdict. */
  private static void lockOrder(StringBuilder out, List<CellResult> cells) {
    LockCycles cycles = LockCycles.of(cells);
    if (!cycles.isEmpty()) {
      out.append("possible deadlocks by the order of locks, met or not:\n");
      cycles.lines().forEach(line -> out.append(Wrap.lines("  " + line)));
    }
  }

  private static void findings(StringBuilder out, List<Finding> findings) {
    if (findings.isEmpty()) {
      out.append("everything is as declared\n");
      return;
    }
    Map<String, List<String>> byCell = new LinkedHashMap<>();
    findings.stream()
        .sorted(Comparator.comparing(Finding::code))
        .forEach(
            finding ->
                byCell
                    .computeIfAbsent(
                        "[" + finding.code().code() + "] " + finding.cell().display(),
                        key -> new ArrayList<>())
                    .add(finding.message()));
    out.append(findings.size()).append(" findings in ").append(byCell.size()).append(" cells:\n");
    byCell.entrySet().stream()
        .limit(MAX_FINDINGS)
        .forEach(
            one ->
                out.append(
                    Wrap.lines("  " + one.getKey() + ": " + String.join("; ", one.getValue()))));
    if (byCell.size() > MAX_FINDINGS) {
      out.append("  ... and ")
          .append(byCell.size() - MAX_FINDINGS)
          .append(" more cells, in report.html\n");
    }
  }

  private static String letter(int index) {
    return index < 26
        ? String.valueOf((char) ('A' + index))
        : letter(index / 26 - 1) + letter(index % 26);
  }

  private static String pad(String text, int width) {
    return text.length() >= width
        ? text.substring(0, width - 1) + " "
        : text + " ".repeat(width - text.length());
  }
}
