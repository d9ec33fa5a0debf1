package dev.quiesce.harness.fuzz;

import java.io.IOException;

/** Where Jazzer enters; the property {@code quiesce.fuzz.target} names the reader. */
public final class FuzzEntry {
  private static final FuzzTarget TARGET =
      FuzzTargets.named(System.getProperty("quiesce.fuzz.target", ""));

  private FuzzEntry() {}

  /** Called by Jazzer, once an input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    TARGET.read(input);
  }
}
