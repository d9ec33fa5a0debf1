package dev.quiesce.harness.result;

/**
 * What became of one planted bug.
 *
 * @param mutant its id
 * @param row its row in the review's table of mutants, or 0
 * @param what the bug
 * @param check what was to notice it, or why nothing can
 * @param outcome what happened
 * @param millis until it was noticed, or until the check gave up; 0 if there was nothing to run
 * @param schedules run until then
 * @param message what the check said, or empty
 */
public record KillResult(
    String mutant,
    int row,
    String what,
    String check,
    Outcome outcome,
    double millis,
    long schedules,
    String message) {

  /** What became of a planted bug. */
  public enum Outcome {
    /** Its check noticed it. */
    KILLED,
    /** Its check did not notice it: the checker has a gap. */
    SURVIVED,
    /** Nothing can tell it from the original, and nothing did. */
    EQUIVALENT,
    /** Something told it from the original although nothing should. */
    NOT_EQUIVALENT,
    /** A test of the build notices it; it is not run here. */
    BUILD,
    /** The model has nothing in which the bug could be. */
    INAPPLICABLE;

    /** Whether the bug behaved as its list says. */
    public boolean asListed() {
      return this != SURVIVED && this != NOT_EQUIVALENT;
    }
  }
}
