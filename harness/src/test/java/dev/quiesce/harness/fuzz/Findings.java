package dev.quiesce.harness.fuzz;

import java.nio.file.Path;

/** Inputs that once broke a reader, a directory each. */
final class Findings {
  static final Path DIRECTORY = Path.of("src", "test", "resources", "fuzz");

  private Findings() {}
}
