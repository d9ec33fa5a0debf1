package dev.quiesce.harness.promela;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The commands that the model's header gives: spin, gcc, and the verifier they make. */
final class Spin {
  private static final long LIMIT_SECONDS = 120;

  /** What a verifier found. */
  enum Outcome {
    HOLDS,
    VIOLATED,
    DEADLOCK
  }

  private final Path model;
  private final Path dir;

  /**
   * Spin in a directory of its own.
   *
   * @param model the Promela file
   * @param dir an empty directory for what the tools write
   */
  Spin(Path model, Path dir) {
    this.model = model;
    this.dir = dir;
  }

  /** Whether the tools are on the path. */
  static boolean isInstalled() {
    return runs("spin", "-V") && runs("gcc", "--version");
  }

  private static boolean runs(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Verifies the variant that some definitions select. */
  Outcome verify(List<String> defines) {
    List<String> generate = new ArrayList<>(List.of("spin", "-a"));
    generate.addAll(defines);
    generate.add(model.toString());
    run(generate);
    run(List.of("gcc", "-O1", "-w", "-DSAFETY", "-o", "pan", "pan.c"));
    String found = run(List.of("./pan"));
    if (found.contains("pan:1: assertion violated")) {
      return Outcome.VIOLATED;
    }
    if (found.contains("pan:1: invalid end state")) {
      return Outcome.DEADLOCK;
    }
    if (!found.contains("errors: 0") || found.contains("max search depth too small")) {
      throw new IllegalStateException("the verifier did not come to an end: " + found);
    }
    return Outcome.HOLDS;
  }

  private String run(List<String> command) {
    try {
      Path output = dir.resolve("output.txt");
      Process process =
          new ProcessBuilder(command)
              .directory(dir.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " does not end");
      }
      String text = Files.readString(output, StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new IllegalStateException(command + " failed: " + text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command + " was interrupted", e);
    }
  }
}
