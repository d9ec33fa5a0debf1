package dev.quiesce.api.memory;

import dev.quiesce.api.sync.QemuThread;

/**
 * Delivery of ioeventfds and coalesced MMIO ranges ({@code address_space_update_ioeventfds}, {@code
 * flat_range_coalesced_io_notify}).
 */
final class IoEventfds {
  @SuppressWarnings("unused")
  private final Calls calls;

  IoEventfds(Calls calls) {
    this.calls = calls;
  }

  void update(QemuThread self, AddressSpace space) {}

  void coalescedAdded(QemuThread self, AddressSpace space, FlatRange range) {}

  void coalescedRemoved(QemuThread self, AddressSpace space, FlatRange range) {}
}
