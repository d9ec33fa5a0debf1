package dev.quiesce.api.memory;

import dev.quiesce.api.heap.FaultKind;
import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.sync.QemuThread;
import org.jspecify.annotations.Nullable;

/**
 * Global dirty logging: {@code memory_global_dirty_log_start/stop}, {@code
 * memory_region_sync_dirty_bitmap}, {@code memory_region_clear_dirty_bitmap}.
 */
final class DirtyLog {
  private final Vm vm;
  private final Topology topology;
  private final Calls calls;

  @Confined("BQL: GLOBAL_DIRTY_* users, one bit each")
  private int flags;

  @Confined("BQL: what a stop while the guest was stopped left for vm_start")
  private int postponedStop;

  DirtyLog(Vm vm, Topology topology, Calls calls) {
    this.vm = vm;
    this.topology = topology;
    this.calls = calls;
  }

  boolean tracking() {
    return flags != 0;
  }

  void start(QemuThread self, int added) {
    vm.bql().requireHeld(self, "memory_global_dirty_log_start()");
    if (postponedStop != 0) {
      int late = postponedStop;
      postponedStop = 0;
      doStop(self, late & ~added);
    }
    boolean wasOff = flags == 0;
    flags |= added;
    topology.globalDirty(flags != 0);
    if (wasOff && flags != 0) {
      calls.global(self, Call.of(Callback.LOG_GLOBAL_START));
      refresh(self);
    }
  }

  void stop(QemuThread self, int removed, boolean guestRuns) {
    vm.bql().requireHeld(self, "memory_global_dirty_log_stop()");
    if (guestRuns) {
      doStop(self, removed);
    } else {
      postponedStop |= removed;
    }
  }

  void guestStarts(QemuThread self) {
    int late = postponedStop;
    postponedStop = 0;
    if (late != 0) {
      doStop(self, late);
    }
  }

  private void doStop(QemuThread self, int removed) {
    boolean wasOn = flags != 0;
    flags &= ~removed;
    topology.globalDirty(flags != 0);
    if (wasOn && flags == 0) {
      refresh(self);
      calls.global(self, Call.of(Callback.LOG_GLOBAL_STOP));
    }
  }

  private void refresh(QemuThread self) {
    topology.begin(self);
    topology.updatePending();
    topology.commit(self);
  }

  /**
   * {@code memory_region_sync_dirty_bitmap}: pulls the bits of {@code region}, or of all regions
   * when null.
   */
  void sync(QemuThread self, @Nullable MemoryRegion region) {
    vm.bql().requireHeld(self, "memory_region_sync_dirty_bitmap()");
    calls.walk(self, new SyncWalk(vm, region));
  }

  void afterSync(QemuThread self) {
    vm.bql().requireHeld(self, "memory_global_after_dirty_log_sync()");
    calls.global(self, Call.of(Callback.LOG_GLOBAL_AFTER_SYNC));
  }

  private static final class SyncWalk extends ListenerWalk {
    private final Vm vm;
    private final @Nullable MemoryRegion region;

    SyncWalk(Vm vm, @Nullable MemoryRegion region) {
      super(Callback.LOG_SYNC, null, false);
      this.vm = vm;
      this.region = region;
    }

    @Override
    public void visit(QemuThread self, MemoryListener listener) {
      ListenerCallbacks callbacks = listener.callbacks();
      if (callbacks == null) {
        return;
      }
      if (callbacks.isSet(Callback.LOG_SYNC)) {
        FlatView view = mapOf(self, listener);
        for (FlatRange range : view.ranges()) {
          if (range.dirtyLogMask() != 0 && (region == null || region == range.region())) {
            Calls.reload(self, listener, Call.of(Callback.LOG_SYNC, MemoryRegionSection.of(range)));
          }
        }
        view.release(vm.rcu(), vm.heap());
      } else if (callbacks.isSet(Callback.LOG_SYNC_GLOBAL)) {
        Calls.invoke(self, listener, callbacks, Call.of(Callback.LOG_SYNC_GLOBAL));
      }
    }
  }

  /** The map of the listener's address space, which an unlinked listener no longer has. */
  static FlatView mapOf(QemuThread self, MemoryListener listener) {
    AddressSpace space = listener.addressSpace();
    if (space == null) {
      throw Seam.failing(
          new MemoryFault(
              FaultKind.LOGICAL_USE_AFTER_FREE,
              "logical use-after-free: "
                  + listener.label()
                  + ".address_space is null: the listener was unregistered meanwhile"));
    }
    return space.acquireMap(self);
  }
}
