package dev.quiesce.harness.result;

import dev.quiesce.api.strategy.Promise;

/**
 * How a subset of ingredients fails in one cell.
 *
 * @param scenario the scenario's id
 * @param variant the variant's id
 * @param promise which required promise is broken
 * @param kind how
 * @param severity for QEMU as it is
 * @param message one sentence
 * @param steps length of the schedule
 * @param replay token of {@code harness replay}
 */
public record SubsetViolation(
    String scenario,
    String variant,
    Promise promise,
    ViolationKind kind,
    Severity severity,
    String message,
    int steps,
    String replay) {
  /** The same schedule under another token: that of a subset that it does not tell apart. */
  public SubsetViolation with(String token) {
    return new SubsetViolation(scenario, variant, promise, kind, severity, message, steps, token);
  }

  /** Scenario and variant. */
  public String display() {
    return scenario + "/" + variant;
  }
}
