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

  static Sighting of(
      Promise promise, ViolationKind kind, String subject, String message, int steps) {
    return new Sighting(promise, kind, subject, severity(kind), message, steps);
  }

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

  private static Severity severity(ViolationKind kind) {
    return switch (kind) {
      case USE_AFTER_FREE, LOGICAL_USE_AFTER_FREE, NULL_DEREFERENCE, DOUBLE_FREE, EXCEPTION ->
          Severity.CRASH;
      case DEADLOCK, SELF_DEADLOCK, LIVELOCK -> Severity.HANG;
      // qemu-facts §2.6: the bitmap's bit is consumed, the pages are sent once more.
      case LOST_CALLBACK, LEAK -> Severity.BENIGN;
      case LOST_LOOKUP, DATA_RACE -> Severity.WRONG_DATA;
      default -> Severity.CONTRACT;
    };
  }
}
