package dev.quiesce.api.memory;

import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.sync.QemuThread;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Transactions and the flat views they produce: {@code memory_region_transaction_*}, {@code
 * address_space_set_flatview} and {@code address_space_update_topology_pass} of softmmu/memory.c.
 * All of it under the BQL.
 */
final class Topology {
  private final Vm vm;
  private final Protocol protocol;
  private final Calls calls;
  private final boolean tcg;
  private final IoEventfds ioEventfds;

  @Confined("BQL")
  private int depth;

  @Confined("BQL")
  private boolean updatePending;

  @Confined("BQL")
  private boolean eventfdUpdatePending;

  @Confined("BQL: whether global dirty tracking is on")
  private boolean globalDirty;

  /** {@code flat_views}: one view a root, each with the table's own reference. */
  @Confined("BQL")
  private final Map<Optional<MemoryRegion>, FlatView> views = new HashMap<>();

  Topology(Vm vm, Protocol protocol, Calls calls, boolean tcg) {
    this.vm = vm;
    this.protocol = protocol;
    this.calls = calls;
    this.tcg = tcg;
    this.ioEventfds = new IoEventfds(vm, calls);
  }

  void begin(QemuThread self) {
    vm.bql().requireHeld(self, "memory_region_transaction_begin()");
    depth++;
  }

  void updatePending() {
    updatePending = true;
  }

  void eventfdUpdatePending() {
    eventfdUpdatePending = true;
  }

  void globalDirty(boolean on) {
    globalDirty = on;
  }

  void commit(QemuThread self) {
    vm.bql().requireHeld(self, "memory_region_transaction_commit()");
    if (depth == 0) {
      throw new IllegalStateException(
          "memory_region_transaction_commit() by " + self.name() + " without a begin");
    }
    depth--;
    if (depth > 0) {
      return;
    }
    if (updatePending) {
      updateMaps(self);
    } else if (eventfdUpdatePending) {
      protocol.forEachAddressSpace(self, space -> ioEventfds.update(self, space));
      eventfdUpdatePending = false;
    }
  }

  private void updateMaps(QemuThread self) {
    Seam.mark(MarkerKind.COMMIT_BEGIN, null, null);
    resetViews(self);
    calls.global(self, Call.of(Callback.BEGIN));
    protocol.forEachAddressSpace(
        self,
        space -> {
          setFlatView(self, space);
          ioEventfds.update(self, space);
        });
    // QEMU's order: a commit that finds the BQL dropped in the loop above does it all again.
    updatePending = false;
    eventfdUpdatePending = false;
    calls.global(self, Call.of(Callback.COMMIT));
    Seam.mark(MarkerKind.COMMIT_END, null, null);
  }

  /** {@code address_space_update_topology}: the first rendering of a new address space. */
  void renderFirst(QemuThread self, AddressSpace space) {
    MemoryRegion root = space.root();
    if (root != null) {
      Optional<MemoryRegion> key = FlatViewRenderer.flatViewRoot(root);
      if (!views.containsKey(key)) {
        views.put(key, render(key));
      }
    } else {
      views.computeIfAbsent(Optional.empty(), this::render);
    }
    setFlatView(self, space);
    ioEventfds.update(self, space);
  }

  /** {@code flatviews_reset}: drops the table's references and renders every root again. */
  private void resetViews(QemuThread self) {
    for (FlatView view : List.copyOf(views.values())) {
      view.release(vm.rcu(), vm.heap());
    }
    views.clear();
    protocol.forEachAddressSpace(self, space -> views.computeIfAbsent(keyOf(space), this::render));
  }

  private FlatView render(Optional<MemoryRegion> root) {
    RenderedView rendered = FlatViewRenderer.render(root, new DirtyTracking(globalDirty, tcg));
    String name = "FlatView(" + root.map(MemoryRegion::name).orElse("none") + ")";
    FlatView view = vm.heap().allocate("FlatView", name, FlatView.class, FlatView::new);
    view.initialise(rendered);
    return view;
  }

  private static Optional<MemoryRegion> keyOf(AddressSpace space) {
    MemoryRegion root = space.root();
    return root == null ? Optional.empty() : FlatViewRenderer.flatViewRoot(root);
  }

  private void setFlatView(QemuThread self, AddressSpace space) {
    FlatView oldView = space.currentMap();
    FlatView newView = views.get(keyOf(space));
    if (newView == null || newView == oldView) {
      return;
    }
    boolean unused = newView.reference();
    if (!space.listeners().isEmpty()) {
      List<FlatRange> before = oldView == null ? List.of() : oldView.ranges();
      updatePass(self, space, before, newView.ranges(), false);
      updatePass(self, space, before, newView.ranges(), true);
    }
    space.currentMap(newView);
    if (oldView != null) {
      oldView.release(vm.rcu(), vm.heap());
    }
  }

  /**
   * {@code address_space_update_topology_pass}: the deletions, or the additions and changes of the
   * dirty-log mask.
   */
  private void updatePass(
      QemuThread self,
      AddressSpace space,
      List<FlatRange> before,
      List<FlatRange> after,
      boolean adding) {
    int iOld = 0;
    int iNew = 0;
    while (iOld < before.size() || iNew < after.size()) {
      FlatRange old = iOld < before.size() ? before.get(iOld) : null;
      FlatRange now = iNew < after.size() ? after.get(iNew) : null;
      if (old != null && (now == null || goesFirst(old, now))) {
        if (!adding) {
          ioEventfds.coalescedRemoved(self, space, old);
          section(self, space, Callback.REGION_DEL, old);
        }
        iOld++;
      } else if (old != null && now != null && old.equalsForUpdate(now)) {
        if (adding) {
          section(self, space, Callback.REGION_NOP, now);
          logChange(self, space, old, now);
        }
        iOld++;
        iNew++;
      } else if (now != null) {
        if (adding) {
          section(self, space, Callback.REGION_ADD, now);
          ioEventfds.coalescedAdded(self, space, now);
        }
        iNew++;
      }
    }
  }

  private static boolean goesFirst(FlatRange old, FlatRange now) {
    int order = old.addr().start().compareTo(now.addr().start());
    return order < 0 || (order == 0 && !old.equalsForUpdate(now));
  }

  private void logChange(QemuThread self, AddressSpace space, FlatRange old, FlatRange now) {
    int oldMask = old.dirtyLogMask();
    int newMask = now.dirtyLogMask();
    MemoryRegionSection section = MemoryRegionSection.of(now);
    if ((newMask & ~oldMask) != 0) {
      calls.local(self, space, Call.logMask(Callback.LOG_START, section, oldMask, newMask));
    }
    if ((oldMask & ~newMask) != 0) {
      calls.local(self, space, Call.logMask(Callback.LOG_STOP, section, oldMask, newMask));
    }
  }

  private void section(
      QemuThread self, AddressSpace space, Callback callback, @Nullable FlatRange range) {
    if (range != null) {
      calls.local(self, space, Call.of(callback, MemoryRegionSection.of(range)));
    }
  }

  /** {@code memory_region_add_coalescing}. */
  void addCoalescing(QemuThread self, MemoryRegion region, AddrRange range) {
    region.addCoalesced(range);
    coalescingChanged(self, region, range, Callback.COALESCED_IO_ADD);
  }

  /** {@code memory_region_clear_coalescing}. */
  void clearCoalescing(QemuThread self, MemoryRegion region) {
    while (!region.coalesced().isEmpty()) {
      AddrRange range = region.removeFirstCoalesced();
      coalescingChanged(self, region, range, Callback.COALESCED_IO_DEL);
    }
  }

  private void coalescingChanged(
      QemuThread self, MemoryRegion region, AddrRange range, Callback callback) {
    protocol.forEachAddressSpace(
        self, space -> ioEventfds.coalescedChanged(self, space, region, range, callback));
  }

  /** Drops the reference of a destroyed address space to its map; on the call_rcu thread. */
  void dropMap(AddressSpace space) {
    FlatView view = space.currentMap();
    if (view != null) {
      view.release(vm.rcu(), vm.heap());
    }
  }
}
