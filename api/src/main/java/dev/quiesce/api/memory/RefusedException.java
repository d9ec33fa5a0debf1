package dev.quiesce.api.memory;

/**
 * The strategy declines an operation now. Nothing has changed: the caller keeps the owner
 * registered and retries when the reason is gone.
 */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is declined, why, and when to retry. */
  public RefusedException(String message) {
    super(message, null, false, false);
  }
}
