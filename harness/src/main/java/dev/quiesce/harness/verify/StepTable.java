package dev.quiesce.harness.verify;

import dev.quiesce.harness.explore.Explanation;
import dev.quiesce.harness.explore.StepInfo;
import dev.quiesce.harness.explore.TaskInfo;
import dev.quiesce.harness.result.ReplayStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Renders one execution: an aligned table with one column a thread, or a Mermaid sequence diagram.
 */
final class StepTable {
  private static final int MAX_CELL = 60;
  private static final int WORTH_FOLDING = 3;

  private final List<TaskInfo> tasks;
  private final List<StepInfo> rows;
  private final String outcome;

  /** The rows of the first {@code steps} steps; threads that did nothing are left out. */
  StepTable(Explanation explanation, int steps, String outcome) {
    this(
        explanation.tasks(),
        explanation.rows().stream().filter(row -> row.step() <= steps).toList(),
        outcome);
  }

  private StepTable(List<TaskInfo> tasks, List<StepInfo> rows, String outcome) {
    this.rows = rows;
    this.tasks =
        tasks.stream()
            .filter(task -> rows.stream().anyMatch(row -> row.task().equals(task)))
            .toList();
    this.outcome = outcome;
  }

  /**
   * The same, but what a thread does before its first step that another thread could notice is
   * set-up: rows of it that follow one another become one.
   */
  static StepTable folded(Explanation explanation, int steps, String outcome) {
    List<StepInfo> shown = new ArrayList<>();
    List<StepInfo> setUp = new ArrayList<>();
    Set<TaskInfo> begun = new HashSet<>();
    for (StepInfo row : explanation.rows()) {
      if (row.step() > steps) {
        break;
      }
      boolean folds = !begun.contains(row.task()) && explanation.ownSteps().contains(row.step());
      if (!setUp.isEmpty() && !(folds && setUp.get(0).task().equals(row.task()))) {
        shown.addAll(fold(setUp));
        setUp.clear();
      }
      if (folds) {
        setUp.add(row);
      } else {
        begun.add(row.task());
        shown.add(row);
      }
    }
    shown.addAll(fold(setUp));
    return new StepTable(explanation.tasks(), shown, outcome);
  }

  private static List<StepInfo> fold(List<StepInfo> rows) {
    if (rows.size() < WORTH_FOLDING) {
      return List.copyOf(rows);
    }
    StepInfo last = rows.get(rows.size() - 1);
    return List.of(
        new StepInfo(
            last.step(),
            last.task(),
            "(" + rows.size() + " rows of its own, to " + last.text() + ")"));
  }

  String text() {
    List<Integer> widths = new ArrayList<>();
    for (TaskInfo task : tasks) {
      int widest = task.name().length();
      for (StepInfo row : rows) {
        if (row.task().equals(task)) {
          widest = Math.max(widest, cut(row.text()).length());
        }
      }
      widths.add(widest);
    }
    StringBuilder text = new StringBuilder("step");
    for (int i = 0; i < tasks.size(); i++) {
      text.append(" | ").append(pad(tasks.get(i).name(), widths.get(i)));
    }
    for (int n = 0; n < rows.size(); n++) {
      boolean first = n == 0 || rows.get(n).step() != rows.get(n - 1).step();
      text.append('\n').append(first ? String.format("%4d", rows.get(n).step()) : "    ");
      for (int i = 0; i < tasks.size(); i++) {
        boolean mine = rows.get(n).task().equals(tasks.get(i));
        text.append(" | ").append(pad(mine ? cut(rows.get(n).text()) : "", widths.get(i)));
      }
    }
    String table =
        text.toString()
            .lines()
            .map(String::stripTrailing)
            .reduce((a, b) -> a + "\n" + b)
            .orElse("");
    return table + "\n=> " + outcome;
  }

  /** The rows. */
  List<ReplayStep> steps() {
    return rows.stream()
        .map(row -> new ReplayStep(row.step(), row.task().name(), row.text()))
        .toList();
  }

  String mermaid() {
    StringBuilder text = new StringBuilder("sequenceDiagram\n");
    tasks.forEach(
        task ->
            text.append("  participant T")
                .append(task.number())
                .append(" as ")
                .append(plain(task.name()))
                .append('\n'));
    for (StepInfo row : rows) {
      text.append("  Note over T")
          .append(row.task().number())
          .append(": ")
          .append(plain(row.text()))
          .append('\n');
    }
    if (!tasks.isEmpty()) {
      text.append("  Note over T").append(tasks.get(0).number());
      if (tasks.size() > 1) {
        text.append(",T").append(tasks.get(tasks.size() - 1).number());
      }
      text.append(": ").append(plain(outcome.lines().findFirst().orElse(""))).append('\n');
    }
    return text.toString();
  }

  /**
   * Mermaid ends a note at a semicolon, reads hashes as entities, two percent signs as a comment,
   * and a bare {@code end} as the end of a block; a note must not be empty.
   */
  private static String plain(String text) {
    String plain =
        cut(text)
            .replace(";", ",")
            .replace("#", "no. ")
            .replace("<", "(")
            .replace(">", ")")
            .replace("%%", "% %")
            .strip();
    return plain.isEmpty() ? "(nothing)" : plain.equals("end") ? "(end)" : plain;
  }

  private static String cut(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= MAX_CELL ? line : line.substring(0, MAX_CELL - 1) + "…";
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
