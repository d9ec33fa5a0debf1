package dev.quiesce.harness.recording;

import java.util.Locale;

/** Why a line is left out of a workload although its event is known. */
public enum IgnoreRule {
  /**
   * What the driving script sent and received, other than {@code device_add} and {@code
   * device_del}.
   */
  DRIVER_TRAFFIC,
  /** QEMU's own account of its monitor: {@code handle_qmp_command}, {@code qmp_enter_*}, … */
  MONITOR_TRAFFIC,
  /** Inner steps of a migration that no listener sees: rates, pending bytes, stream sections. */
  MIGRATION_DETAIL,
  /** A stream section that is not RAM. */
  DEVICE_STATE_SECTION,
  /**
   * Register accesses, device status and PCI mappings; their effect on the map is a commit of its
   * own.
   */
  GUEST_IO,
  /** Where RAM blocks were placed in the RAM address space. */
  RAM_LAYOUT,
  /** Memory slots and ioctls of the accelerator. */
  ACCELERATOR_DETAIL,
  /** What vhost did in its callbacks. */
  VHOST_DETAIL,
  /** The virtual machine starts or stops. */
  VM_STATE,
  /** Memory devices (DIMM, virtio-mem). */
  MEMORY_DEVICE,
  /** Changes of the device tree. */
  DEVICE_TREE,
  /** A trace event that says what a probe says better. */
  STATED_BY_PROBE,
  /** A trace event inside an operation that already says it. */
  STATED_BY_ENCLOSING,
  /**
   * An unregister of a listener that is not registered, with a null address space: QEMU returns at
   * once.
   */
  UNREGISTER_NO_OP,
  /**
   * A line of the heading that perf, trace-cmd or the kernel print, or their word of lost events.
   */
  TRACE_HEADING,
  /** An empty line. */
  BLANK_LINE;

  /**
   * The rule's name in accounts.
   *
   * @return for example {@code stated-by-probe}
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
