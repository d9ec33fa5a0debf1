package dev.quiesce.harness.explore;

import java.util.List;

/**
 * One edge of a waits-for graph.
 *
 * @param task who waits
 * @param what the operation that is not enabled
 * @param holders the names of the threads that could end the wait, if known
 * @param daemon whether nobody waits for the task's end
 * @param by the tasks that could end the wait, if known
 */
public record Waiting(
    TaskInfo task, String what, List<String> holders, boolean daemon, List<TaskInfo> by) {
  /** Copies the lists. */
  public Waiting {
    holders = List.copyOf(holders);
    by = List.copyOf(by);
  }

  /** An edge whose other end is not known yet. */
  public Waiting(TaskInfo task, String what, List<String> holders, boolean daemon) {
    this(task, what, holders, daemon, List.of());
  }

  /** The same edge with its other end. */
  Waiting by(List<TaskInfo> tasks) {
    return new Waiting(task, what, holders, daemon, tasks);
  }

  @Override
  public String toString() {
    return task.name()
        + " waits at: "
        + what
        + (holders.isEmpty() ? "" : " (" + String.join(", ", holders) + ")");
  }
}
