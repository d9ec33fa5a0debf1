package dev.quiesce.harness.check;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.ViolationKind;

/**
 * A broken promise in one execution.
 *
 * @param promise which one
 * @param kind how
 * @param subject what distinguishes it from others of its kind: the field of a data race; else
 *     empty
 * @param severity for QEMU as it is
 * @param message one sentence
 * @param steps how many steps had acted, or were acting
 */
public record Sighting(
    Promise promise,
    ViolationKind kind,
    String subject,
    Severity severity,
    String message,
    int steps) {

  /** The same, as it breaks a promise that follows from this one. */
  public Sighting as(Promise derived) {
    return new Sighting(derived, kind, subject, severity, message, steps);
  }

  /**
   * Whether {@code other}, of whatever schedule, shows what this one says; a promise that follows
   * from the required ones is shown by any of them.
   */
  public boolean sameAs(Sighting other) {
    boolean samePromise =
        promise == other.promise
            || ((promise == Promise.SAFE_WITHOUT_MIGRATION || promise == Promise.ANY_OWNER)
                && other.promise.required());
    return samePromise && kind == other.kind && subject.equals(other.subject);
  }
}
