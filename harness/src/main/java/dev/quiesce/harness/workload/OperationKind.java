package dev.quiesce.harness.workload;

/** The kinds of {@link Operation}. */
public enum OperationKind {
  /** {@link Operation.RegisterListener}. */
  REGISTER_LISTENER(Operation.RegisterListener.class),
  /** {@link Operation.UnregisterListener}. */
  UNREGISTER_LISTENER(Operation.UnregisterListener.class),
  /** {@link Operation.TransactionCommit}. */
  TRANSACTION_COMMIT(Operation.TransactionCommit.class),
  /** {@link Operation.ClearDirtyBitmap}. */
  CLEAR_DIRTY_BITMAP(Operation.ClearDirtyBitmap.class),
  /** {@link Operation.DirtyLogSync}. */
  DIRTY_LOG_SYNC(Operation.DirtyLogSync.class),
  /** {@link Operation.AfterLogSync}. */
  AFTER_LOG_SYNC(Operation.AfterLogSync.class),
  /** {@link Operation.DirtyLogStart}. */
  DIRTY_LOG_START(Operation.DirtyLogStart.class),
  /** {@link Operation.DirtyLogStop}. */
  DIRTY_LOG_STOP(Operation.DirtyLogStop.class),
  /** {@link Operation.AddressSpaceInit}. */
  ADDRESS_SPACE_INIT(Operation.AddressSpaceInit.class),
  /** {@link Operation.AddressSpaceDestroy}. */
  ADDRESS_SPACE_DESTROY(Operation.AddressSpaceDestroy.class),
  /** {@link Operation.RetireFlatView}. */
  RETIRE_FLAT_VIEW(Operation.RetireFlatView.class),
  /** {@link Operation.FreeFlatView}. */
  FREE_FLAT_VIEW(Operation.FreeFlatView.class),
  /** {@link Operation.CallRcu}. */
  CALL_RCU(Operation.CallRcu.class),
  /** {@link Operation.SynchronizeRcu}. */
  SYNCHRONIZE_RCU(Operation.SynchronizeRcu.class),
  /** {@link Operation.DrainCallRcu}. */
  DRAIN_CALL_RCU(Operation.DrainCallRcu.class),
  /** {@link Operation.Eject}. */
  EJECT(Operation.Eject.class),
  /** {@link Operation.MigrationChange}. */
  MIGRATION_CHANGE(Operation.MigrationChange.class),
  /** {@link Operation.IterateSection}. */
  ITERATE_SECTION(Operation.IterateSection.class),
  /** {@link Operation.MigrationBitmapSync}. */
  MIGRATION_BITMAP_SYNC(Operation.MigrationBitmapSync.class),
  /** {@link Operation.GuestPhysBlocksAppend}. */
  GUEST_PHYS_BLOCKS_APPEND(Operation.GuestPhysBlocksAppend.class),
  /** {@link Operation.BqlHold}. */
  BQL_HOLD(Operation.BqlHold.class),
  /** {@link Operation.DeviceCommand}. */
  DEVICE_COMMAND(Operation.DeviceCommand.class);

  private final Class<? extends Operation> type;

  OperationKind(Class<? extends Operation> type) {
    this.type = type;
  }

  /**
   * The record of this kind.
   *
   * @return the class
   */
  public Class<? extends Operation> type() {
    return type;
  }
}
