package dev.quiesce.harness.cli;

import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.ReplayOutcome;
import dev.quiesce.harness.result.UsageException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Executes one schedule again. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Executes one schedule again and prints the interleaving.",
    footer = {
      "",
      "Exit code 1 if the outcome does not recur.",
      "",
      "Examples:",
      "  harness replay TOKEN",
      "  harness replay token.txt --format mermaid",
      "  harness replay TOKEN --until 17"
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final long MAX_FILE = 1 << 20;

  @Parameters(paramLabel = "TOKEN|FILE", description = "As printed beside a violation.")
  private String token = "";

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Form format = Form.TEXT;

  @Option(
      names = "--until",
      paramLabel = "STEP",
      description = "Stop after this step and show threads, locks, read sections, lists, fields.")
  private @Nullable Integer until;

  @Option(names = "--plugin-path", split = ":", description = "Further strategies.")
  private List<Path> pluginPath = List.of();

  private final Children children;

  @Inject
  ReplayCommand(Children children) {
    this.children = children;
  }

  /** Choices of {@code --format}. */
  enum Form {
    /** One column a thread. */
    TEXT,
    /** A sequence diagram. */
    MERMAID,
    /** One document. */
    JSON
  }

  @Override
  public Integer call() {
    if (until != null && until < 1) {
      throw new UsageException("--until " + until + ": steps are counted from 1");
    }
    Path log = Scratch.log(Children.REPLAY);
    ReplayOutcome outcome = children.replay(read(), until == null ? 0 : until, pluginPath, log);
    Scratch.discard(log);
    System.out.print(
        switch (format) {
          case TEXT -> outcome.text();
          case MERMAID -> outcome.mermaid();
          case JSON -> Json.document(outcome);
        });
    if (!outcome.recurred()) {
      System.err.println("harness: the outcome of this token does not recur");
      return ExitCode.VIOLATION.code();
    }
    return ExitCode.OK.code();
  }

  private String read() {
    try {
      Path file = Path.of(token);
      if (!Files.isRegularFile(file)) {
        return token;
      }
      if (Files.size(file) > MAX_FILE) {
        throw new UsageException(token + " is too long for a token");
      }
      return Files.readString(file).trim();
    } catch (InvalidPathException e) {
      return token;
    } catch (IOException e) {
      throw new UsageException(token + " cannot be read: " + e.getMessage());
    }
  }
}
