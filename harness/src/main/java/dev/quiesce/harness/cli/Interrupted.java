package dev.quiesce.harness.cli;

/** The run was ended by a signal; what is finished is kept. */
final class Interrupted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Interrupted() {
    super("interrupted");
  }
}
