package dev.quiesce.harness.result;

/** What the user asked for cannot be done as asked: exit code 2. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param message what is wrong and what would be right; control characters are spelled out
   */
  public UsageException(String message) {
    super(Printable.of(message));
  }
}
