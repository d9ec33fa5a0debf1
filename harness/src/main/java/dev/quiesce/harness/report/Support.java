package dev.quiesce.harness.report;

import org.jspecify.annotations.Nullable;

/**
 * A line of evidence.
 *
 * @param text what it says
 * @param to anchor of the cells or figures that it is computed from, or null
 */
public record Support(String text, @Nullable String to) {
  /** A line that stands for itself. */
  static Support of(String text) {
    return new Support(text, null);
  }

  @Override
  public String toString() {
    return text;
  }
}
