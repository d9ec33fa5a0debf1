package dev.quiesce.harness.explore;

/** Decides who takes the next step. */
interface Chooser {
  /**
   * Returned instead of a task to end the execution because its continuation is covered elsewhere.
   */
  int STOP = -1;

  /**
   * Chooses among the enabled tasks of a state in which at least one is enabled.
   *
   * @return the number of the task, or {@link #STOP}
   */
  int choose(Execution execution);

  /** The execution has ended; {@code execution} still shows its last state. */
  default void ended(Execution execution) {}
}
