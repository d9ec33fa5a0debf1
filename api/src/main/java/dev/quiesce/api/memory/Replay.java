package dev.quiesce.api.memory;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuDomain;

/**
 * Brings one listener up to date with a map that it did not see grow, or takes the map away from
 * it: {@code listener_add_address_space} and {@code listener_del_address_space}. The caller holds
 * the BQL.
 */
public final class Replay {
  private final RcuDomain rcu;
  private final Heap heap;
  private final DirtyLog dirtyLog;

  Replay(Vm vm, DirtyLog dirtyLog) {
    this.rcu = vm.rcu();
    this.heap = vm.heap();
    this.dirtyLog = dirtyLog;
  }

  /** begin; log_global_start while logging; region_add and log_start for each range; commit. */
  public void added(QemuThread self, MemoryListener listener, AddressSpace space) {
    Seam.mark(MarkerKind.REPLAY_BEGIN, listener, "register");
    Calls.deliver(self, listener, Call.of(Callback.BEGIN));
    if (dirtyLog.tracking()) {
      Calls.deliver(self, listener, Call.of(Callback.LOG_GLOBAL_START));
    }
    FlatView view = space.acquireMap(self);
    for (FlatRange range : view.ranges()) {
      MemoryRegionSection section = MemoryRegionSection.of(range);
      Calls.deliver(self, listener, Call.of(Callback.REGION_ADD, section));
      if (range.dirtyLogMask() != 0) {
        Calls.deliver(
            self, listener, Call.logMask(Callback.LOG_START, section, 0, range.dirtyLogMask()));
      }
    }
    Calls.deliver(self, listener, Call.of(Callback.COMMIT));
    view.release(rcu, heap);
    Seam.mark(MarkerKind.REPLAY_END, listener, "register");
  }

  /** begin; log_stop and region_del for each range; commit. No log_global_stop is delivered. */
  public void removed(QemuThread self, MemoryListener listener, AddressSpace space) {
    Seam.mark(MarkerKind.REPLAY_BEGIN, listener, "unregister");
    Calls.deliver(self, listener, Call.of(Callback.BEGIN));
    FlatView view = space.acquireMap(self);
    for (FlatRange range : view.ranges()) {
      MemoryRegionSection section = MemoryRegionSection.of(range);
      if (range.dirtyLogMask() != 0) {
        Calls.deliver(
            self, listener, Call.logMask(Callback.LOG_STOP, section, range.dirtyLogMask(), 0));
      }
      Calls.deliver(self, listener, Call.of(Callback.REGION_DEL, section));
    }
    Calls.deliver(self, listener, Call.of(Callback.COMMIT));
    view.release(rcu, heap);
    Seam.mark(MarkerKind.REPLAY_END, listener, "unregister");
  }
}
