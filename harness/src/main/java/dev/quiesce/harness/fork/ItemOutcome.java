package dev.quiesce.harness.fork;

/** How one item ended. */
public sealed interface ItemOutcome {
  /** The child says that it is finished. */
  record Finished() implements ItemOutcome {}

  /**
   * The task threw; the child lives on.
   *
   * @param why for a person
   */
  record TaskFailed(String why) implements ItemOutcome {}

  /**
   * The child died, hung or wrote nonsense, and is gone.
   *
   * @param why for a person
   */
  record ChildFailed(String why) implements ItemOutcome {}
}
