package dev.quiesce.harness.workload;

/** What embeds a memory listener in QEMU 7.2, and therefore how its storage ends. */
public enum OwnerKind {
  /**
   * A QOM object on a bus; its last reference is dropped through RCU (virtio, Xen pass-through,
   * proxy).
   */
  QOM_THROUGH_RCU,
  /** Static or never freed storage (KVM, other accelerators, Xen). */
  PERMANENT,
  /** One element of a per-CPU array (TCG). */
  PER_CPU_ARRAY,
  /** A heap object that is freed at once (VFIO container). */
  HEAP,
  /** A struct inside a wrapper with several listeners that is freed as a whole (vhost). */
  WRAPPER,
  /**
   * A struct that is zeroed or stopped, and registered again in place (vhost-vdpa, vhost-iommu).
   */
  REUSED_IN_PLACE,
  /** A stack frame ({@code guest_phys_blocks_append}). */
  STACK_FRAME,
  /** The name says nothing. */
  UNKNOWN;

  /**
   * Derives the kind from a listener's name.
   *
   * @param name the listener's name as QEMU sets it; empty when QEMU sets none
   * @return the kind, {@link #UNKNOWN} for a name of no known owner
   */
  public static OwnerKind ofListenerName(String name) {
    if (name.startsWith("virtio") || name.startsWith("xen-pt") || name.contains("proxy")) {
      return QOM_THROUGH_RCU;
    }
    if (name.startsWith("vhost-vdpa") || name.startsWith("vhost-iommu")) {
      return REUSED_IN_PLACE;
    }
    if (name.startsWith("vhost")) {
      return WRAPPER;
    }
    if (name.startsWith("vfio")) {
      return HEAP;
    }
    if (name.startsWith("tcg")) {
      return PER_CPU_ARRAY;
    }
    return isAccelerator(name) ? PERMANENT : UNKNOWN;
  }

  private static boolean isAccelerator(String name) {
    return name.startsWith("kvm")
        || name.startsWith("xen")
        || name.startsWith("hvf")
        || name.startsWith("whpx")
        || name.startsWith("nvmm")
        || name.startsWith("hax")
        || name.startsWith("openpic");
  }
}
