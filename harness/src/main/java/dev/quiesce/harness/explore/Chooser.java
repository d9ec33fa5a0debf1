package dev.quiesce.harness.explore;

/** Decides who takes the next step. */
interface Chooser {
  /**
   * Returned instead of a task to end the execution because its continuation is covered elsewhere.
   */
  int STOP = -1;

  /** Returned by {@link #prescribed} where there is something to choose. */
  int FREE = -2;

  /**
   * A short cut of {@link #choose}: who takes the next step whatever else is enabled, because an
   * earlier execution took it there and this one is to go further. Nobody looks at the other tasks,
   * which is what makes most steps of a search cheap. May be asked twice in a state or not at all:
   * {@link #choose} gives the same answer, and checks more.
   *
   * @return the number of the actor, or {@link #FREE}
   * @throws Nondeterminism if it cannot take that step
   */
  default int prescribed(Execution execution) {
    return FREE;
  }

  /**
   * Chooses among the enabled tasks of a state in which at least one is enabled.
   *
   * @return the number of the task, or {@link #STOP}
   */
  int choose(Execution execution);

  /** Nothing is enabled any more; {@code execution} shows who waits for what. */
  default void settled(Execution execution) {}
}
