package dev.quiesce.harness.torture;

/** What a callback throws on purpose; without a stack, because there are thousands. */
final class Planted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Planted() {
    super("planted in a callback", null, true, false);
  }
}
