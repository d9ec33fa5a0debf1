package dev.quiesce.harness.explore;

/**
 * The program did something else under the same choices: a thread, a clock or chance outside the
 * seam.
 */
public final class Nondeterminism extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Nondeterminism(String message) {
    super(message, null, false, false);
  }

  static void check(int depth, int expected, int actual) {
    if (expected != actual) {
      throw new Nondeterminism(
          "the same choices led to other enabled tasks at step "
              + depth
              + " (first "
              + Integer.toBinaryString(expected)
              + ", now "
              + Integer.toBinaryString(actual)
              + "): the program is not deterministic, or uses threads, time or chance outside the"
              + " seam");
    }
  }

  /** A step that is taken again must be what it was before. */
  static void checkSame(int depth, boolean same) {
    if (!same) {
      throw new Nondeterminism(
          "the same choices led to another step "
              + (depth + 1)
              + ": the program is not deterministic, or uses threads, time or chance outside the"
              + " seam");
    }
  }

  /** Where an execution went on, another with the same choices does too. */
  static void checkEnd(int steps, int expected) {
    if (steps < expected) {
      throw new Nondeterminism(
          "the same choices led to an end after step "
              + steps
              + ": the program is not deterministic, or uses threads, time or chance outside the"
              + " seam");
    }
  }

  /** Who took a step must be able to take it again. */
  static void checkCanAct(int depth, int actor, boolean canAct) {
    if (!canAct) {
      throw new Nondeterminism(
          "the same choices led to a state in which actor "
              + actor
              + " cannot take step "
              + (depth + 1)
              + ": the program is not deterministic, or uses"
              + " threads, time or chance outside the seam");
    }
  }
}
