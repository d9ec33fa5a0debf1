package dev.quiesce.harness.cli;

import dev.quiesce.harness.mutant.Mutants;
import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.KillJob;
import dev.quiesce.harness.result.KillMatrix;
import dev.quiesce.harness.result.KillResult;
import dev.quiesce.harness.rundir.Documents;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code verify --mutant all}: every planted bug against the check that is to notice it. */
final class MutantRun {
  private static final Path DIRECTORY = Path.of("results");

  /** Where the times are kept for {@code harness list mutants}. */
  static final Path FILE = DIRECTORY.resolve("mutants.json");

  private final Mutants mutants;
  private final Children children;

  @Inject
  MutantRun(Mutants mutants, Children children) {
    this.mutants = mutants;
    this.children = children;
  }

  int run(ExploreOptions explore, StrategyOptions strategies, Format format) {
    List<KillJob> jobs =
        mutants.all().stream()
            .map(one -> new KillJob(one.id(), explore.cellBudget(), strategies.seed))
            .toList();
    List<String> failures = new ArrayList<>();
    Path log = Scratch.log(Children.KILL);
    KillMatrix matrix =
        new KillMatrix(
            KillMatrix.SCHEMA,
            strategies.seed,
            children.kill(jobs, strategies.pluginPath, log, failures));
    System.out.print(format == Format.JSON ? Json.document(matrix) : text(matrix.mutants()));
    failures.forEach(why -> System.err.println("harness: " + why));
    if (!failures.isEmpty()) {
      return ExitCode.INFRASTRUCTURE.code();
    }
    Scratch.discard(log);
    keep(matrix);
    boolean asListed = matrix.mutants().stream().allMatch(one -> one.outcome().asListed());
    return (asListed ? ExitCode.OK : ExitCode.VIOLATION).code();
  }

  private static void keep(KillMatrix matrix) {
    try {
      Path unused = Files.createDirectories(DIRECTORY);
      Documents.write(FILE.toAbsolutePath(), Json.document(matrix));
      System.err.println("harness: times are kept in " + FILE);
    } catch (IOException e) {
      System.err.println("harness: times are not kept, " + FILE + " cannot be written: " + e);
    }
  }

  private static String text(List<KillResult> results) {
    int width = results.stream().mapToInt(one -> one.mutant().length()).max().orElse(0);
    return results.stream()
        .map(
            one ->
                one.mutant()
                    + " ".repeat(width + 2 - one.mutant().length())
                    + String.format(
                        Locale.ROOT,
                        "%-14s %8.1f ms %7d schedules  ",
                        name(one.outcome()),
                        one.millis(),
                        one.schedules())
                    + one.check()
                    + "\n")
        .collect(Collectors.joining());
  }

  static String name(KillResult.Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
