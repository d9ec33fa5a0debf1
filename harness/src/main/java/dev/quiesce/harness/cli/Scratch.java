package dev.quiesce.harness.cli;

import dev.quiesce.harness.result.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A place for the logs of children whose command keeps no run directory. */
final class Scratch {
  private Scratch() {}

  static Path log(String kind) {
    try {
      return Files.createTempDirectory("quiesce-").resolve(kind + ".log");
    } catch (IOException e) {
      throw new RunFailure("no temporary directory: " + e.getMessage(), e);
    }
  }

  /** Removes a log that nobody needs. */
  static void discard(Path log) {
    try {
      Files.deleteIfExists(log);
      Path directory = log.getParent();
      if (directory != null) {
        Files.deleteIfExists(directory);
      }
    } catch (IOException e) {
      // A forgotten temporary file is no failure of the command.
      log.toFile().deleteOnExit();
    }
  }
}
