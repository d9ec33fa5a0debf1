package dev.quiesce.harness.report;

/** ANSI colours, where they are wanted. */
public enum Colour {
  /** Colours. */
  ON,
  /** Text as it is. */
  OFF;

  private static final String ESCAPE = "\u001b[";

  /** Colours only a terminal, unless the user or {@code NO_COLOR} says no. */
  public static Colour choose(boolean terminal, boolean refused) {
    String variable = System.getenv("NO_COLOR");
    boolean no = refused || (variable != null && !variable.isEmpty());
    return terminal && !no ? ON : OFF;
  }

  String paint(Mark mark, String text) {
    if (this == OFF || text.isEmpty()) {
      return text;
    }
    return switch (mark) {
      case UNDECLARED, UNKNOWN, MISSING -> wrap("1;31", text);
      case VIOLATED -> wrap("31", text);
      case REFUSED, SEEN -> wrap("33", text);
      case HOLDS -> wrap("32", text);
      case UNSEEN, NOT_EXERCISED, NOT_APPLICABLE, EMPTY -> wrap("2", text);
    };
  }

  private static String wrap(String code, String text) {
    return ESCAPE + code + "m" + text + ESCAPE + "0m";
  }
}
