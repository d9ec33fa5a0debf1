package dev.quiesce.api.memory;

import dev.quiesce.api.sync.QemuThread;
import java.util.ArrayList;
import java.util.List;

/**
 * Delivery of ioeventfds and coalesced MMIO ranges ({@code address_space_update_ioeventfds}, {@code
 * address_space_add_del_ioeventfds}, {@code flat_range_coalesced_io_notify}). The caller holds the
 * BQL.
 */
final class IoEventfds {
  private final Vm vm;
  private final Calls calls;

  IoEventfds(Vm vm, Calls calls) {
    this.vm = vm;
    this.calls = calls;
  }

  /** Brings the listeners of {@code space} up to date with the ioeventfds that its map shows. */
  void update(QemuThread self, AddressSpace space) {
    List<IoEventfd> before = space.ioEventfds();
    if (before.isEmpty() && shown(space.requireMap()).isEmpty()) {
      return;
    }
    FlatView view = space.acquireMap(self);
    List<IoEventfd> now = shown(view);
    notifyDifference(self, space, before, now);
    space.ioEventfds(now);
    view.release(vm.rcu(), vm.heap());
  }

  private static List<IoEventfd> shown(FlatView view) {
    List<IoEventfd> shown = new ArrayList<>();
    for (FlatRange range : view.ranges()) {
      for (IoEventfd eventfd : range.region().ioEventfds()) {
        AddrRange at = eventfd.addr().shift(shift(range));
        if (range.addr().intersects(at)) {
          shown.add(eventfd.at(at));
        }
      }
    }
    return shown;
  }

  /** From offsets in a range's region to addresses. */
  private static Int128 shift(FlatRange range) {
    return range.addr().start().minus(Int128.ofUnsigned(range.offsetInRegion()));
  }

  private void notifyDifference(
      QemuThread self, AddressSpace space, List<IoEventfd> before, List<IoEventfd> now) {
    int iOld = 0;
    int iNew = 0;
    while (iOld < before.size() || iNew < now.size()) {
      boolean oldLeft = iOld < before.size();
      boolean newLeft = iNew < now.size();
      if (oldLeft && (!newLeft || before.get(iOld).isBefore(now.get(iNew)))) {
        calls.local(self, space, Call.detail(Callback.EVENTFD_DEL, before.get(iOld)));
        iOld++;
      } else if (newLeft && (!oldLeft || now.get(iNew).isBefore(before.get(iOld)))) {
        calls.local(self, space, Call.detail(Callback.EVENTFD_ADD, now.get(iNew)));
        iNew++;
      } else {
        iOld++;
        iNew++;
      }
    }
  }

  /** {@code flat_range_coalesced_io_add}: a range came into the map. */
  void coalescedAdded(QemuThread self, AddressSpace space, FlatRange range) {
    for (AddrRange coalesced : range.region().coalesced()) {
      coalesced(self, space, range, coalesced, Callback.COALESCED_IO_ADD);
    }
  }

  /** {@code flat_range_coalesced_io_del}: a range left the map. */
  void coalescedRemoved(QemuThread self, AddressSpace space, FlatRange range) {
    for (AddrRange coalesced : range.region().coalesced()) {
      coalesced(self, space, range, coalesced, Callback.COALESCED_IO_DEL);
    }
  }

  /** {@code memory_region_update_coalesced_range}, for one address space. */
  void coalescedChanged(
      QemuThread self,
      AddressSpace space,
      MemoryRegion region,
      AddrRange coalesced,
      Callback callback) {
    FlatView view = space.acquireMap(self);
    for (FlatRange range : view.ranges()) {
      if (range.region() == region) {
        coalesced(self, space, range, coalesced, callback);
      }
    }
    view.release(vm.rcu(), vm.heap());
  }

  private void coalesced(
      QemuThread self,
      AddressSpace space,
      FlatRange range,
      AddrRange coalesced,
      Callback callback) {
    AddrRange at = coalesced.shift(shift(range));
    if (at.intersects(range.addr())) {
      MemoryRegionSection section = MemoryRegionSection.of(range);
      calls.local(self, space, new Call(callback, section, 0, 0, at.intersection(range.addr())));
    }
  }
}
