package dev.quiesce.harness.result;

/** The run cannot go on, through no fault of its user's words: exit code 3. */
public final class RunFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message what happened, naming the path or process
   * @param cause from below
   */
  public RunFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A failure.
   *
   * @param message what happened, naming the path or process
   */
  public RunFailure(String message) {
    super(message);
  }
}
