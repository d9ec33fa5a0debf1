package dev.quiesce.harness.replay;

import dev.quiesce.harness.result.MeasuredOperation;
import dev.quiesce.harness.workload.OperationKind;
import org.jspecify.annotations.Nullable;

/** What a replaying thread can do in one step. */
enum StepKind {
  REGISTER(MeasuredOperation.REGISTER, OperationKind.REGISTER_LISTENER),
  UNREGISTER(MeasuredOperation.UNREGISTER, OperationKind.UNREGISTER_LISTENER),
  /** A transaction that changes the map. */
  COMMIT_CHANGE(MeasuredOperation.COMMIT, OperationKind.TRANSACTION_COMMIT),
  /** A transaction without a change. */
  COMMIT_EMPTY("commit-empty", OperationKind.TRANSACTION_COMMIT),
  CLEAR(MeasuredOperation.CLEAR, OperationKind.CLEAR_DIRTY_BITMAP),
  SYNC(MeasuredOperation.SYNC, OperationKind.DIRTY_LOG_SYNC),
  AFTER_SYNC("after-sync", OperationKind.AFTER_LOG_SYNC),
  LOG_START("log-start", OperationKind.DIRTY_LOG_START),
  LOG_STOP("log-stop", OperationKind.DIRTY_LOG_STOP),
  SPACE_INIT("as-init", OperationKind.ADDRESS_SPACE_INIT),
  SPACE_DESTROY("as-destroy", OperationKind.ADDRESS_SPACE_DESTROY),
  CALL_RCU(null, OperationKind.CALL_RCU),
  SYNCHRONIZE("synchronize", OperationKind.SYNCHRONIZE_RCU),
  DRAIN("drain", OperationKind.DRAIN_CALL_RCU),
  GUEST_PHYS("guest-phys", OperationKind.GUEST_PHYS_BLOCKS_APPEND),
  /** The migration's state changes; the strategy hears of starts and ends. */
  MIGRATION_CHANGE(null, OperationKind.MIGRATION_CHANGE),
  MIGRATION_START(null, null),
  MIGRATION_END(null, null),
  /** The strategy no longer needs to know of the migration. */
  MIGRATION_OVER(null, null),
  EJECT_ENTER(null, null),
  EJECT_LEAVE("eject", OperationKind.EJECT),
  /** The owners that the eject unregistered are given up. */
  EJECT_RELEASE(null, null),
  ITERATE_ENTER(null, null),
  ITERATE_LEAVE(null, OperationKind.ITERATE_SECTION),
  COMPLETE_ENTER(null, null),
  COMPLETE_LEAVE(null, OperationKind.ITERATE_SECTION),
  BITMAP_SYNC_ENTER(null, null),
  BITMAP_SYNC_LEAVE(null, OperationKind.MIGRATION_BITMAP_SYNC),
  BQL_ENTER(null, null),
  BQL_LEAVE(null, OperationKind.BQL_HOLD),
  /** Waits for a milestone of another thread. */
  AWAIT(null, null);

  private final @Nullable String measuredAs;
  private final @Nullable OperationKind counts;

  StepKind(@Nullable String measuredAs, @Nullable OperationKind counts) {
    this.measuredAs = measuredAs;
    this.counts = counts;
  }

  /** The operation's name in a measurement; null if it is not measured. */
  @Nullable String measuredAs() {
    return measuredAs;
  }

  /** The operation of the workload that is done when the step is; null if none. */
  @Nullable OperationKind counts() {
    return counts;
  }
}
