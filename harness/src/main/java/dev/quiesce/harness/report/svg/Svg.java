package dev.quiesce.harness.report.svg;

import java.util.Locale;

/** Writes SVG elements: the same calls give the same bytes, and no text becomes markup. */
final class Svg {
  private final StringBuilder out = new StringBuilder();

  /** Opens a picture; it scales down with its column. */
  Svg(String style, double width, double height, String title) {
    out.append("<svg class=\"").append(style).append("\" role=\"img\" viewBox=\"0 0 ");
    out.append(number(width)).append(' ').append(number(height)).append("\" width=\"");
    out.append(number(width)).append("\" height=\"").append(number(height)).append("\" ");
    out.append("aria-label=\"").append(escape(title)).append("\">");
  }

  Svg line(String style, double x1, double y1, double x2, double y2) {
    out.append("<path class=\"").append(style).append("\" d=\"M").append(number(x1)).append(' ');
    out.append(number(y1)).append('L').append(number(x2)).append(' ').append(number(y2));
    out.append("\"/>");
    return this;
  }

  Svg path(String style, String d) {
    out.append("<path class=\"").append(style).append("\" d=\"").append(d).append("\"/>");
    return this;
  }

  Svg rect(String style, double x, double y, double width, double height) {
    out.append("<rect class=\"").append(style).append("\" x=\"").append(number(x));
    out.append("\" y=\"").append(number(y)).append("\" width=\"").append(number(width));
    out.append("\" height=\"").append(number(height)).append("\"/>");
    return this;
  }

  Svg circle(String style, double x, double y, double radius) {
    out.append("<circle class=\"").append(style).append("\" cx=\"").append(number(x));
    out.append("\" cy=\"").append(number(y)).append("\" r=\"").append(number(radius));
    out.append("\"/>");
    return this;
  }

  Svg text(String style, double x, double y, String text) {
    out.append("<text");
    if (!style.isEmpty()) {
      out.append(" class=\"").append(style).append('"');
    }
    out.append(" x=\"").append(number(x)).append("\" y=\"").append(number(y)).append("\">");
    out.append(escape(text)).append("</text>");
    return this;
  }

  /** Opens a group; what follows has its style. */
  Svg begin(String style) {
    out.append("<g class=\"").append(style).append("\">");
    return this;
  }

  /**
   * Opens the part of a picture that a reader can zoom into along x: it clips, and shows what lies
   * between {@code x} and {@code x + width} until a script says otherwise.
   */
  Svg beginPlot(double x, double y, double width, double height) {
    String box = number(x) + ' ' + number(y) + ' ' + number(width) + ' ' + number(height);
    out.append("<svg class=\"plot\" x=\"").append(number(x)).append("\" y=\"").append(number(y));
    out.append("\" width=\"").append(number(width)).append("\" height=\"").append(number(height));
    out.append("\" viewBox=\"").append(box).append("\" preserveAspectRatio=\"none\">");
    // What the pointer meets where nothing is drawn.
    return rect("hit", x, y, width, height);
  }

  /** Closes it. */
  Svg endPlot() {
    out.append("</svg>");
    return this;
  }

  /** Closes the group. */
  Svg close() {
    out.append("</g>");
    return this;
  }

  String end() {
    return out.append("</svg>").toString();
  }

  /** At most one digit after the point. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        default -> escaped.append(c < ' ' ? ' ' : c);
      }
    }
    return escaped.toString();
  }
}
