package dev.quiesce.api.sync;

/**
 * The running thread asked to wait for something that only it can bring about: it would wait for
 * ever. QEMU hangs; here it is diagnosed, before anything has changed.
 */
public final class SelfDeadlock extends Error {
  private static final long serialVersionUID = 1L;

  /** Creates a diagnosis. */
  public SelfDeadlock(String message) {
    super(message, null, false, true);
  }
}
