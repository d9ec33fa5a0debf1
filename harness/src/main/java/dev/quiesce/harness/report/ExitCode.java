package dev.quiesce.harness.report;

import java.util.Collection;
import java.util.Comparator;

/** Exit codes; when several apply, the first in this order. */
public enum ExitCode {
  /** Usage, configuration or unreadable input. */
  USAGE(2),
  /** A violation outside the declared limits, or a declared one that was never shown. */
  VIOLATION(1),
  /** Infrastructure or unknown. */
  INFRASTRUCTURE(3),
  /** Vacuous or inconclusive. */
  INCONCLUSIVE(4),
  /** Regression against the baseline. */
  REGRESSION(5),
  /** As declared. */
  OK(0);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number. */
  public int code() {
    return code;
  }

  /** Which of several it is. */
  public static ExitCode of(Collection<ExitCode> several) {
    return several.stream().min(Comparator.naturalOrder()).orElse(OK);
  }
}
