package dev.quiesce.harness.fuzz;

/** How input must be refused: in one line that a terminal can show, with a place. */
public final class Refusal {
  /** Enough for a sentence, a place and a remedy. */
  private static final int LONGEST = 4_000;

  private Refusal() {}

  /**
   * Checks the message of a refusal.
   *
   * @param place what it must name
   * @throws AssertionError if it does not, or cannot be shown
   */
  public static void check(Exception refusal, String place) {
    String message = String.valueOf(refusal.getMessage());
    if (!message.contains(place) || message.length() > LONGEST) {
      throw new AssertionError("no place, or too long: " + message, refusal);
    }
    if (message.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      throw new AssertionError("control characters reach the terminal", refusal);
    }
  }
}
