package dev.quiesce.harness.cli;

import dev.quiesce.harness.report.Baseline;
import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.rundir.Environment;
import dev.quiesce.harness.rundir.RunData;
import dev.quiesce.harness.rundir.RunReader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a comparison with an earlier run. */
final class BaselineOptions {
  @Option(
      names = "--baseline",
      paramLabel = "RUN",
      description = "Show what changed against an earlier run.")
  private @Nullable Path baseline;

  @Option(
      names = "--any-machine",
      description = "Compare with a baseline of another machine nevertheless.")
  private boolean anyMachine;

  @Option(
      names = "--fail-on",
      paramLabel = "PCT",
      description = {
        "End with code 5 if something holds no more, or if a",
        "time is significantly worse by more than PCT %%."
      })
  private @Nullable Double failOn;

  /** For picocli. */
  BaselineOptions() {}

  /**
   * What was chosen.
   *
   * @param baseline the earlier run, or null
   * @param failOn percent, or null
   */
  record Chosen(@Nullable Baseline baseline, @Nullable Double failOn) {
    /** Names the regressions on standard error. */
    ExitCode judge(RunData now) {
      Baseline before = baseline;
      Double percent = failOn;
      if (before == null || percent == null) {
        return ExitCode.OK;
      }
      List<String> regressions = before.regressions(now, percent);
      regressions.forEach(one -> System.err.println("harness: regression: " + one));
      return regressions.isEmpty() ? ExitCode.OK : ExitCode.REGRESSION;
    }
  }

  /**
   * Reads the baseline, if one is named.
   *
   * @param now the machine of the run that is compared with it; null if that is not known
   * @throws UsageException if it is none, or of another machine
   */
  Chosen read(@Nullable Environment now) {
    Path path = baseline;
    if (path == null) {
      if (failOn != null || anyMachine) {
        throw new UsageException("--fail-on and --any-machine need --baseline RUN");
      }
      return new Chosen(null, null);
    }
    RunData data = new RunReader(path).read();
    Baseline read = new Baseline(String.valueOf(path.getFileName()), data);
    data.gaps().forEach(gap -> System.err.println("harness: baseline: " + gap));
    if (!anyMachine) {
      read.requireSameMachine(now);
    }
    return new Chosen(read, failOn);
  }
}
