package dev.quiesce.harness.explore;

import java.util.List;

/**
 * One edge of a waits-for graph.
 *
 * @param task who waits
 * @param what the operation that is not enabled
 * @param holders the names of the threads that could end the wait, if known
 * @param daemon whether nobody waits for the task's end
 */
public record Waiting(TaskInfo task, String what, List<String> holders, boolean daemon) {
  @Override
  public String toString() {
    return task.name()
        + " waits at: "
        + what
        + (holders.isEmpty() ? "" : " (" + String.join(", ", holders) + ")");
  }
}
