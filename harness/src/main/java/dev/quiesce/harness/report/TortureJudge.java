package dev.quiesce.harness.report;

import dev.quiesce.harness.result.TortureResult;
import dev.quiesce.harness.result.TortureVerdict;
import java.util.List;

/** What torture means for the exit code. */
public final class TortureJudge {
  private TortureJudge() {}

  /** The exit code of a verdict. */
  public static ExitCode exitCode(List<TortureResult> results) {
    return ExitCode.of(
        results.stream().map(TortureResult::verdict).map(TortureJudge::exitCode).toList());
  }

  private static ExitCode exitCode(TortureVerdict verdict) {
    return switch (verdict) {
      case PASS -> ExitCode.OK;
      case VACUOUS -> ExitCode.INCONCLUSIVE;
      case UNKNOWN -> ExitCode.INFRASTRUCTURE;
      case FAIL -> ExitCode.VIOLATION;
    };
  }
}
