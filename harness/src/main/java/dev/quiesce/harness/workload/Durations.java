package dev.quiesce.harness.workload;

/** Completes an operation at its return. */
final class Durations {

  private Durations() {}

  static Operation withDuration(Operation operation, long ns, int views) {
    long at = operation.atNs();
    if (operation instanceof Operation.RegisterListener register) {
      return new Operation.RegisterListener(at, ns, register.listener());
    }
    if (operation instanceof Operation.UnregisterListener unregister) {
      return new Operation.UnregisterListener(
          at, ns, unregister.listener(), unregister.insideEject());
    }
    if (operation instanceof Operation.ClearDirtyBitmap walk) {
      return new Operation.ClearDirtyBitmap(at, ns, walk.region(), walk.start(), walk.length());
    }
    if (operation instanceof Operation.DirtyLogStart start) {
      return new Operation.DirtyLogStart(at, ns, start.flags());
    }
    if (operation instanceof Operation.DirtyLogStop stop) {
      return new Operation.DirtyLogStop(at, ns, stop.flags());
    }
    return switch (operation.kind()) {
      case TRANSACTION_COMMIT -> new Operation.TransactionCommit(at, ns, views);
      case DIRTY_LOG_SYNC -> new Operation.DirtyLogSync(at, ns);
      case AFTER_LOG_SYNC -> new Operation.AfterLogSync(at, ns);
      case SYNCHRONIZE_RCU -> new Operation.SynchronizeRcu(at, ns);
      case DRAIN_CALL_RCU -> new Operation.DrainCallRcu(at, ns);
      case GUEST_PHYS_BLOCKS_APPEND -> new Operation.GuestPhysBlocksAppend(at, ns);
      default -> throw new IllegalStateException("no call: " + operation.kind());
    };
  }
}
