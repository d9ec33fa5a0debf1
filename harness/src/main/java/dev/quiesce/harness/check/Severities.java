package dev.quiesce.harness.check;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.ViolationKind;
import org.jspecify.annotations.Nullable;

/** What a broken promise would do to QEMU as it is: qemu-facts.md, section 2.6. */
final class Severities {
  private Severities() {}

  static Severity of(ViolationKind kind) {
    return switch (kind) {
      // Freed memory is reused: garbage is called, or a wild pointer followed.
      case USE_AFTER_FREE, DOUBLE_FREE -> Severity.CRASH;
      case LOGICAL_USE_AFTER_FREE, NULL_DEREFERENCE, EXCEPTION -> Severity.CRASH;
      case DEADLOCK, SELF_DEADLOCK, LIVELOCK -> Severity.HANG;
      // A region that exists is said not to: the balloon, for example, keeps the page.
      case LOST_LOOKUP -> Severity.WRONG_DATA;
      case LOST_CALLBACK, OUT_OF_ORDER -> Severity.WRONG_DATA;
      case LEAK -> Severity.BENIGN;
      // Undefined in C11; as compiled today an aligned pointer is read and written whole.
      case DATA_RACE -> Severity.CONTRACT;
      // KVM, the only one with log_clear, serialises itself and is never removed.
      case LATE_CALLBACK, CALLBACK_AFTER_REGION_DEL, OVERLAP_WITH_REPLAY, CONCURRENT_CALLBACK ->
          Severity.CONTRACT;
      case BQL_DROPPED, BLOCKED_READER, BACKLOG, UNDECLARED_REFUSAL -> Severity.CONTRACT;
    };
  }

  /**
   * Of a callback that was not delivered, or twice. A lost log_clear is benign: the bit of the
   * clear bitmap is consumed, KVM keeps its dirty bits, and the pages are sent once more. A lost
   * change of the map leaves the accelerator with another map than the guest.
   */
  static Severity ofLost(Callback callback) {
    return callback == Callback.LOG_CLEAR ? Severity.BENIGN : of(ViolationKind.LOST_CALLBACK);
  }

  /**
   * Of a null field of an unlinked listener, met in a walk of {@code callback}; null for none. In
   * walks of log_clear only a removed listener that has log_clear gets so far, and QEMU has none
   * today.
   */
  static Severity ofLogical(@Nullable Callback callback) {
    return callback == Callback.LOG_CLEAR
        ? Severity.CONTRACT
        : of(ViolationKind.LOGICAL_USE_AFTER_FREE);
  }
}
