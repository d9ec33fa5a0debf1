package dev.quiesce.harness.recording;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Event name → kind and, for what is left out, the rule. Exact names come first, then prefixes in
 * the order given.
 */
final class EventCatalog {

  /** What an event name means. */
  record Entry(String name, EventKind kind, IgnoreRule rule) {}

  private record Prefix(String prefix, IgnoreRule rule) {}

  private static final List<Prefix> PREFIXES =
      List.of(
          new Prefix("drv_", IgnoreRule.DRIVER_TRAFFIC),
          new Prefix("handle_qmp_command", IgnoreRule.MONITOR_TRAFFIC),
          new Prefix("monitor_", IgnoreRule.MONITOR_TRAFFIC),
          new Prefix("qmp_", IgnoreRule.MONITOR_TRAFFIC),
          new Prefix("migration_", IgnoreRule.MIGRATION_DETAIL),
          new Prefix("migrate_", IgnoreRule.MIGRATION_DETAIL),
          new Prefix("savevm_", IgnoreRule.MIGRATION_DETAIL),
          new Prefix("ram_", IgnoreRule.MIGRATION_DETAIL),
          new Prefix("find_ram_offset", IgnoreRule.RAM_LAYOUT),
          new Prefix("pci_update_mappings_", IgnoreRule.GUEST_IO),
          new Prefix("acpi_pci_", IgnoreRule.GUEST_IO),
          new Prefix("piix4_gpe_", IgnoreRule.GUEST_IO),
          new Prefix("memory_region_ops_", IgnoreRule.GUEST_IO),
          new Prefix("virtio_", IgnoreRule.GUEST_IO),
          new Prefix("vhost_", IgnoreRule.VHOST_DETAIL),
          new Prefix("kvm_", IgnoreRule.ACCELERATOR_DETAIL),
          new Prefix("runstate_set", IgnoreRule.VM_STATE),
          new Prefix("vm_state_notify", IgnoreRule.VM_STATE),
          new Prefix("memory_device_", IgnoreRule.MEMORY_DEVICE),
          new Prefix("qdev_", IgnoreRule.DEVICE_TREE));

  private static final int MAX_CACHED = 4096;

  private final Map<String, Entry> entries = new HashMap<>();

  EventCatalog() {
    for (EventKind kind : EventKind.values()) {
      if (!kind.event().isEmpty()) {
        entries.put(kind.event(), new Entry(kind.event(), kind, IgnoreRule.BLANK_LINE));
      }
    }
  }

  /** Classifies a name; the result's rule means something only for {@link EventKind#IGNORED}. */
  Entry classify(String name) {
    Entry known = entries.get(name);
    if (known != null) {
      return known;
    }
    Entry found = new Entry(name, EventKind.UNKNOWN, IgnoreRule.BLANK_LINE);
    for (Prefix prefix : PREFIXES) {
      if (name.startsWith(prefix.prefix())) {
        found = new Entry(name, EventKind.IGNORED, prefix.rule());
        break;
      }
    }
    if (entries.size() < MAX_CACHED) {
      entries.put(name, found);
    }
    return found;
  }
}
