package dev.quiesce.api.memory;

/** How the storage around a listener lives and dies (qemu-facts §4). */
public enum OwnerKind {
  /**
   * {@code g_free} right after unregister: VFIOContainer, vhost_net, CryptoDevBackendVhost,
   * cpu_ases.
   */
  HEAP,
  /**
   * A device on a bus: its storage is released through {@code call_rcu} already
   * (bus_free_bus_child).
   */
  QOM,
  /** Zeroed and registered again in place: vhost reconnect, vdpa and iommu stop-start. */
  REUSED,
  /** A local variable: the end of the frame is its free ({@code guest_phys_blocks_append}). */
  STACK,
  /** Never freed: KVM's own listeners. */
  STATIC
}
