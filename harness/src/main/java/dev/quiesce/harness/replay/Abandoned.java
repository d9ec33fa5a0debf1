package dev.quiesce.harness.replay;

/** Whether a replay was given up: its threads end at their next step. */
final class Abandoned {
  private volatile boolean given;

  /** Ends the thread that notices. */
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stop() {
      super("the replay was given up", null, false, false);
    }
  }

  void giveUp() {
    given = true;
  }

  boolean isGivenUp() {
    return given;
  }

  /**
   * Passes while the replay goes on.
   *
   * @throws Stop otherwise
   */
  void check() {
    if (given) {
      throw new Stop();
    }
  }
}
