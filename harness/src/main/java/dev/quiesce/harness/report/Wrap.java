package dev.quiesce.harness.report;

/** Breaks lines for a terminal of 80 columns. */
final class Wrap {
  private static final int WIDTH = 80;
  private static final String INDENT = "    ";

  private Wrap() {}

  /** The text in lines of at most 80 columns, the later ones indented; ends in a line feed. */
  static String lines(String text) {
    StringBuilder out = new StringBuilder();
    String rest = text.replace('\n', ' ');
    while (rest.length() > WIDTH) {
      int at = rest.lastIndexOf(' ', WIDTH);
      int end = at > INDENT.length() ? at : WIDTH;
      out.append(rest, 0, end).append('\n');
      rest = INDENT + rest.substring(end).stripLeading();
    }
    return out.append(rest).append('\n').toString();
  }
}
