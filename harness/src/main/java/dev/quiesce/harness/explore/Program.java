package dev.quiesce.harness.explore;

/** What is explored: builds one fresh subject per execution. */
@FunctionalInterface
public interface Program {
  /**
   * Builds the initial state and starts the tasks, on the explorer's own thread, with the seam
   * bound to an execution whose operations act at once.
   *
   * @return who watches this execution
   */
  Observer build();
}
