package dev.quiesce.harness.explore;

/**
 * Who a task is.
 *
 * @param number -1 for what is no task, such as the set-up; tasks from 0 in order of creation
 * @param name the thread's name in the model
 */
public record TaskInfo(int number, String name) {
  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof TaskInfo task && number == task.number && name.equals(task.name));
  }
}
