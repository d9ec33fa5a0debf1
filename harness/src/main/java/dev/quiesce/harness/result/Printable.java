package dev.quiesce.harness.result;

/** Text of other people's files, made fit for a terminal. */
public final class Printable {
  private Printable() {}

  /**
   * The same text with its control characters spelled out, as {@code \u001b}; line feeds and tabs
   * stay.
   */
  public static String of(String text) {
    if (text.chars().noneMatch(Printable::isUnfit)) {
      return text;
    }
    StringBuilder result = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isUnfit(c)) {
        result.append(String.format("\\u%04x", (int) c));
      } else {
        result.append(c);
      }
    }
    return result.toString();
  }

  private static boolean isUnfit(int c) {
    return Character.isISOControl(c) && c != '\n' && c != '\t';
  }
}
