package dev.quiesce.harness.report.page;

import org.jspecify.annotations.Nullable;

/**
 * A piece of running text.
 *
 * @param text it
 * @param style how it is set
 * @param to anchor in the page that it links to, or null
 */
public record Span(String text, Style style, @Nullable String to) {
  /** How text is set. */
  public enum Style {
    /** As it is. */
    PLAIN,
    /** Emphasised. */
    STRONG,
    /** Fixed pitch. */
    CODE
  }

  /** Running text. */
  public static Span of(String text) {
    return new Span(text, Style.PLAIN, null);
  }

  /** Emphasised text. */
  public static Span strong(String text) {
    return new Span(text, Style.STRONG, null);
  }

  /** An identifier or a command. */
  public static Span code(String text) {
    return new Span(text, Style.CODE, null);
  }

  /** A link to a place in the page. */
  public static Span link(String text, String anchor) {
    return new Span(text, Style.PLAIN, anchor);
  }
}
