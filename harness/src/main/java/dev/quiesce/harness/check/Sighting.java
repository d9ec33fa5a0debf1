package dev.quiesce.harness.check;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.ViolationKind;

/**
 * A broken promise in one execution.
 *
 * @param promise which one
 * @param kind how
 * @param severity for QEMU as it is
 * @param message one sentence
 * @param steps how many steps had acted, or were acting
 */
public record Sighting(
    Promise promise, ViolationKind kind, Severity severity, String message, int steps) {

  static Sighting of(Promise promise, ViolationKind kind, String message, int steps) {
    return new Sighting(promise, kind, severity(kind), message, steps);
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
