package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Promise;

/** Promises in the words of a reader. */
public final class PromiseText {
  private PromiseText() {}

  /** One sentence. */
  public static String of(Promise promise) {
    return switch (promise) {
      case NO_USE_AFTER_FREE -> "nothing touches storage whose owner is freed";
      case NO_LOGICAL_USE_AFTER_FREE -> "no null or zeroed field of an unlinked listener is used";
      case NO_LOST_CALLBACK ->
          "a walk visits every listener that is registered throughout exactly once";
      case NO_DEADLOCK -> "every thread finishes, a refused unregister later succeeds";
      case FREED_EXACTLY_ONCE -> "every released owner is freed, once";
      case NO_CALLBACK_AFTER_UNREGISTER ->
          "no callback starts or still runs once unregister has returned";
      case NO_CALLBACK_AFTER_REGION_DEL ->
          "no log_clear of a region starts after its region_del was delivered";
      case NO_CALLBACK_BEFORE_REGION_ADD ->
          "no log_clear of a region starts before its region_add was delivered";
      case NO_OVERLAP_WITH_REPLAY -> "no callback overlaps the replay of the same registration";
      case SERIAL_CALLBACKS -> "no two threads are in callbacks of one listener";
      case KEEPS_BQL -> "unregister does not release the caller's BQL";
      case LEGAL_IN_READ_SECTION -> "unregister finishes inside read sections";
      case LEGAL_IN_CALLBACK -> "unregister finishes inside callbacks";
      case LEGAL_DURING_MIGRATION -> "unregister is not refused because a migration runs";
      case READERS_NEVER_BLOCK -> "no walk waits for a register, unregister or commit";
      case BOUNDED_BACKLOG -> "retired owners that are not yet freed stay within a bound";
      case SAFE_WITHOUT_MIGRATION -> "the required promises hold where no migration runs";
      case ANY_OWNER -> "the required promises hold for every owner, unchanged";
      case NO_DATA_RACE -> "no plain access to a shared field races (reported only)";
    };
  }
}
