package dev.quiesce.harness.explore;

/** Unwinds a task of an execution that has ended. */
final class Abort extends Error {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("StaticAssignmentOfThrowable") // it carries no trace and no state
  static final Abort INSTANCE = new Abort();

  private Abort() {
    super("the execution has ended", null, false, false);
  }
}
