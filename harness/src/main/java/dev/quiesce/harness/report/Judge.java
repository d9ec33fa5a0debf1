package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Expectation;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares cells with what their strategies declare.
 *
 * <p>Only cells that were part of the run are judged. A subset that no form names declares nothing:
 * it is judged only for being unknown.
 */
public final class Judge {
  /** Every finding, in the order of the cells. */
  public List<Finding> judge(List<CellResult> cells) {
    List<Finding> findings = new ArrayList<>();
    for (CellResult cell : cells) {
      judge(cell, findings);
    }
    return findings;
  }

  /** The exit code of some findings. */
  public static ExitCode exitCode(List<Finding> findings) {
    return ExitCode.of(findings.stream().map(Finding::code).toList());
  }

  private static void judge(CellResult cell, List<Finding> findings) {
    if (cell.verdict() == Verdict.UNKNOWN) {
      add(findings, ExitCode.INFRASTRUCTURE, cell, "unknown: " + cell.note());
      return;
    }
    Verdict expected = cell.expected();
    if (expected == null) {
      return;
    }
    boolean applicable = cell.verdict() != Verdict.NOT_APPLICABLE;
    if (applicable != (expected != Verdict.NOT_APPLICABLE)) {
      String message = "the checker says " + name(cell.verdict()) + ", the plan " + name(expected);
      add(findings, ExitCode.INFRASTRUCTURE, cell, message);
    } else if (applicable) {
      judgePromises(cell, findings);
      judgeVerdict(cell, expected, findings);
      judgeCoverage(cell, findings);
    }
  }

  private static void judgePromises(CellResult cell, List<Finding> findings) {
    for (Map.Entry<Promise, Expectation> entry : cell.expectedPromises().entrySet()) {
      Promise promise = entry.getKey();
      PromiseStatus status = cell.promises().getOrDefault(promise, PromiseStatus.NOT_EXERCISED);
      boolean limit = entry.getValue() == Expectation.VIOLATED;
      if (status == PromiseStatus.VIOLATED && !limit) {
        add(findings, ExitCode.VIOLATION, cell, promise + " is violated and no limit declares it");
      } else if (limit && !status.seen()) {
        notShown(findings, cell, "the declared limit of " + promise);
      } else if (status == PromiseStatus.UNKNOWN && promise.required()) {
        add(findings, ExitCode.INFRASTRUCTURE, cell, promise + " is not decided");
      }
    }
  }

  private static void judgeVerdict(CellResult cell, Verdict expected, List<Finding> findings) {
    if (cell.verdict() == Verdict.VIOLATED
        && !cell.promises().containsValue(PromiseStatus.VIOLATED)) {
      add(findings, ExitCode.INFRASTRUCTURE, cell, "violated, but no promise is");
    } else if (cell.verdict() == Verdict.REFUSED && expected == Verdict.HOLDS) {
      add(findings, ExitCode.VIOLATION, cell, "refused, and no refusal is declared");
    } else if (cell.verdict() == Verdict.HOLDS && expected == Verdict.REFUSED) {
      notShown(findings, cell, "the declared refusal");
    }
  }

  private static void judgeCoverage(CellResult cell, List<Finding> findings) {
    if (cell.executions() == 0) {
      add(findings, ExitCode.INCONCLUSIVE, cell, "no schedule was executed");
    } else if (cell.vacuous() && cell.violations().isEmpty()) {
      add(findings, ExitCode.INCONCLUSIVE, cell, "vacuous: the operations never met");
    }
  }

  private static void notShown(List<Finding> findings, CellResult cell, String what) {
    if (cell.exhausted()) {
      add(findings, ExitCode.VIOLATION, cell, what + " was never shown, in an exhausted cell");
    } else {
      add(findings, ExitCode.INCONCLUSIVE, cell, what + " was not seen; the cell is not exhausted");
    }
  }

  private static void add(List<Finding> findings, ExitCode code, CellResult cell, String message) {
    findings.add(new Finding(code, cell.key(), message));
  }

  private static String name(Verdict verdict) {
    return Names.of(verdict);
  }
}
