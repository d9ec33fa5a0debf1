package dev.quiesce.harness.cli;

import java.util.Locale;

/** How a result is printed. */
enum Format {
  /** For a terminal. */
  TEXT,
  /** One document. */
  JSON,
  /** Markdown. */
  MD;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
