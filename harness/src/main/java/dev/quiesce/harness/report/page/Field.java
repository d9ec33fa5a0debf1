package dev.quiesce.harness.report.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One field of a table.
 *
 * @param text what is shown
 * @param to anchor that it links to, or null
 * @param tone how it is coloured, beside its text
 * @param label what a screen reader says instead of the text, or null
 * @param figure where the value stands in the run's JSON, or null if it is no figure
 */
public record Field(
    String text, @Nullable String to, Tone tone, @Nullable String label, @Nullable Figure figure) {
  /** Meaning of a colour; never the only sign of it. */
  public enum Tone {
    /** None. */
    PLAIN,
    /** As it should be. */
    GOOD,
    /** Declined, or broken without having been promised. */
    WARN,
    /** Broken as declared. */
    BAD,
    /** Broken and not declared, or unknown. */
    ALARM,
    /** Nothing to say. */
    FAINT;

    /** The name of its CSS class; null if it needs none. */
    public @Nullable String css() {
      return this == PLAIN ? null : "t-" + name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A number of the run's data.
   *
   * @param path letter of the document and JSON pointer in it, as {@code m/0/gauges/seconds}
   * @param value the number as it is there
   */
  public record Figure(String path, double value) {}

  /** Path of its number; null if it is no figure. */
  public @Nullable String path() {
    return figure == null ? null : figure.path();
  }

  /** Text. */
  public static Field of(String text) {
    return new Field(text, null, Tone.PLAIN, null, null);
  }

  /** Text in a colour. */
  public static Field of(String text, Tone tone) {
    return new Field(text, null, tone, null, null);
  }

  /** A link. */
  public static Field link(String text, String anchor) {
    return new Field(text, anchor, Tone.PLAIN, null, null);
  }

  /** A number of the run's data, as people read it. */
  public static Field figure(String text, String path, double value) {
    return new Field(text, null, Tone.PLAIN, null, new Figure(path, value));
  }
}
