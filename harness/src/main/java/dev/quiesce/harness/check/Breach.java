package dev.quiesce.harness.check;

import dev.quiesce.api.heap.FaultKind;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.ViolationKind;

/**
 * A broken promise.
 *
 * @param promise what was promised
 * @param kind how it was broken
 */
public record Breach(Promise promise, ViolationKind kind) {
  /** What breaks when the heap finds what C leaves undefined. */
  public static Breach by(FaultKind fault) {
    return switch (fault) {
      case USE_AFTER_FREE -> new Breach(Promise.NO_USE_AFTER_FREE, ViolationKind.USE_AFTER_FREE);
      case LOGICAL_USE_AFTER_FREE ->
          new Breach(Promise.NO_LOGICAL_USE_AFTER_FREE, ViolationKind.LOGICAL_USE_AFTER_FREE);
      case NULL_DEREFERENCE ->
          new Breach(Promise.NO_LOGICAL_USE_AFTER_FREE, ViolationKind.NULL_DEREFERENCE);
      case DOUBLE_FREE -> new Breach(Promise.FREED_EXACTLY_ONCE, ViolationKind.DOUBLE_FREE);
    };
  }
}
