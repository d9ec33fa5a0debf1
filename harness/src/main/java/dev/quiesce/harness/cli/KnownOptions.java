package dev.quiesce.harness.cli;

import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Violation;
import dev.quiesce.harness.rundir.RunReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which counterexamples are executed before anything is searched: found once, a violation should
 * not depend on how fast a machine finds it again.
 */
final class KnownOptions {
  /** Searches from nothing. */
  private static final String NONE = "none";

  /** Where the launcher's checkout is. */
  private static final String HOME = "quiesce.home";

  @Option(
      names = "--known",
      paramLabel = "RUN|none",
      description = {
        "Try the counterexamples of that run first (default results/reference of",
        "this checkout); none: search for each anew."
      })
  private @Nullable String known;

  /** For picocli. */
  KnownOptions() {}

  /**
   * The jobs, each with the counterexamples of its cell.
   *
   * @throws dev.quiesce.harness.result.UsageException if the run cannot be read
   */
  List<CellJob> recall(List<CellJob> jobs) {
    Path run = run();
    if (run == null) {
      return jobs;
    }
    Map<CellKey, List<String>> tokens = new HashMap<>();
    for (CellResult cell : new RunReader(run).verdicts().cells()) {
      tokens.put(cell.key(), cell.violations().stream().map(Violation::replay).distinct().toList());
    }
    return jobs.stream()
        // A planted bug is another program.
        .map(
            job ->
                job.mutant() == null ? job.knowing(tokens.getOrDefault(job.key(), List.of())) : job)
        .toList();
  }

  private @Nullable Path run() {
    String given = known;
    if (given != null) {
      return given.equals(NONE) ? null : Path.of(given);
    }
    String home = System.getProperty(HOME);
    Path reference = home == null ? null : Path.of(home, "results", "reference");
    return reference != null && Files.exists(reference) ? reference : null;
  }
}
