package dev.quiesce.harness.cli;

import dev.quiesce.harness.report.Colour;
import picocli.CommandLine.Option;

/** Options of everything that prints a result. */
public final class OutputOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  Format format = Format.TEXT;

  @Option(names = "--no-color", description = "No colours; so does the variable NO_COLOR.")
  boolean noColor;

  Colour colour() {
    return Colour.choose(Terminal.stdout(), noColor);
  }
}
