package dev.quiesce.harness.explore;

import dev.quiesce.harness.result.ReplayState;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One execution, re-run for a person to read.
 *
 * @param tasks the tasks, in order of their numbers
 * @param rows the steps
 * @param ownSteps the steps that no other task could tell the order of
 * @param observer what it saw
 * @param state the machine where it was stopped; null if it ran to its end
 */
public record Explanation(
    List<TaskInfo> tasks,
    List<StepInfo> rows,
    Set<Integer> ownSteps,
    Observer observer,
    @Nullable ReplayState state) {
  /** Copies the lists. */
  public Explanation {
    tasks = List.copyOf(tasks);
    rows = List.copyOf(rows);
    ownSteps = Set.copyOf(ownSteps);
  }
}
