package dev.quiesce.harness.rundir;

import dev.quiesce.harness.HarnessModule;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The program that makes a run.
 *
 * @param commit git commit, abbreviated, or {@code unknown}
 * @param dirty whether it was built from changed sources
 * @param jarHash SHA-256 of the jar, or {@code none} outside one
 */
public record Build(String commit, boolean dirty, String jarHash) {
  private static final String UNKNOWN = "unknown";

  /** The running program. */
  public static Build ofProcess() {
    Properties git = new Properties();
    try (InputStream in = HarnessModule.class.getResourceAsStream("git.properties")) {
      if (in != null) {
        git.load(in);
      }
    } catch (IOException e) {
      git.clear();
    }
    return new Build(
        git.getProperty("git.commit.id.abbrev", UNKNOWN),
        Boolean.parseBoolean(git.getProperty("git.dirty", "false")),
        hashOfJar());
  }

  private static String hashOfJar() {
    try {
      Path code =
          Path.of(HarnessModule.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isRegularFile(code) ? Hashes.of(code) : "none";
    } catch (IOException | URISyntaxException e) {
      return "none";
    }
  }

  /** What the results depend on besides their configuration. */
  String fingerprint() {
    return commit + (dirty ? "+" : "") + " " + jarHash;
  }
}
