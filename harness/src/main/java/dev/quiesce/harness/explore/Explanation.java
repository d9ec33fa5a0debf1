package dev.quiesce.harness.explore;

import java.util.List;

/**
 * One execution, re-run for a person to read.
 *
 * @param tasks the tasks, in order of their numbers
 * @param rows the steps
 * @param observer what it saw
 */
public record Explanation(List<TaskInfo> tasks, List<StepInfo> rows, Observer observer) {
  /** Copies the lists. */
  public Explanation {
    tasks = List.copyOf(tasks);
    rows = List.copyOf(rows);
  }
}
