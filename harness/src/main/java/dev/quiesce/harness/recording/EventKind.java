package dev.quiesce.harness.recording;

import java.util.regex.Pattern;

/**
 * The events that a workload is made of. An event with a pattern may come as unsplit text; the
 * groups are its arguments.
 */
public enum EventKind {
  /** First record of a recording. */
  META("meta"),
  /** The driving script started QEMU. */
  START("drv_start"),
  /** The driving script sent a QMP command. */
  QMP_SEND("drv_qmp_send"),
  /** Final statistics of a migration. */
  QUERY_MIGRATE("drv_query_migrate"),
  /** One hold of the BQL. */
  BQL_HOLD("bql_hold"),
  /** {@code memory_listener_register}. */
  LISTENER_REGISTER("probe_listener_register"),
  /** Its return. */
  LISTENER_REGISTER_RET("probe_listener_register_ret", LISTENER_REGISTER),
  /** {@code memory_listener_unregister}. */
  LISTENER_UNREGISTER("probe_listener_unregister"),
  /** Its return. */
  LISTENER_UNREGISTER_RET("probe_listener_unregister_ret", LISTENER_UNREGISTER),
  /** {@code memory_region_transaction_commit}. */
  COMMIT("probe_txn_commit"),
  /** Its return. */
  COMMIT_RET("probe_txn_commit_ret", COMMIT),
  /** {@code memory_region_clear_dirty_bitmap}. */
  CLEAR("probe_clear_dirty_bitmap"),
  /** Its return. */
  CLEAR_RET("probe_clear_dirty_bitmap_ret", CLEAR),
  /** {@code memory_global_dirty_log_sync}. */
  LOG_SYNC("probe_dirty_log_sync"),
  /** Its return. */
  LOG_SYNC_RET("probe_dirty_log_sync_ret", LOG_SYNC),
  /** {@code memory_global_after_dirty_log_sync}. */
  AFTER_SYNC("probe_after_log_sync"),
  /** Its return. */
  AFTER_SYNC_RET("probe_after_log_sync_ret", AFTER_SYNC),
  /** {@code memory_global_dirty_log_start}. */
  LOG_START("probe_dirty_log_start"),
  /** Its return. */
  LOG_START_RET("probe_dirty_log_start_ret", LOG_START),
  /** {@code memory_global_dirty_log_stop}. */
  LOG_STOP("probe_dirty_log_stop"),
  /** Its return. */
  LOG_STOP_RET("probe_dirty_log_stop_ret", LOG_STOP),
  /** {@code address_space_init}. */
  AS_INIT("probe_as_init"),
  /** {@code address_space_destroy}. */
  AS_DESTROY("probe_as_destroy"),
  /** {@code synchronize_rcu}. */
  SYNCHRONIZE_RCU("probe_synchronize_rcu"),
  /** Its return. */
  SYNCHRONIZE_RCU_RET("probe_synchronize_rcu_ret", SYNCHRONIZE_RCU),
  /** {@code drain_call_rcu}. */
  DRAIN_CALL_RCU("probe_drain_call_rcu"),
  /** Its return. */
  DRAIN_CALL_RCU_RET("probe_drain_call_rcu_ret", DRAIN_CALL_RCU),
  /** {@code call_rcu1}. */
  CALL_RCU("probe_call_rcu"),
  /** {@code guest_phys_blocks_append}. */
  GUEST_PHYS_BLOCKS("probe_guest_phys_blocks_append"),
  /** Its return. */
  GUEST_PHYS_BLOCKS_RET("probe_guest_phys_blocks_append_ret", GUEST_PHYS_BLOCKS),
  /** A flat view was rendered. */
  VIEW_NEW("flatview_new", "(?<view>\\S+) \\(root (?<root>\\S+)\\)"),
  /** The last reference to a flat view was dropped. */
  VIEW_RETIRED("flatview_destroy_rcu", "(?<view>\\S+) \\(root (?<root>\\S+)\\)"),
  /** A flat view was freed. */
  VIEW_FREED("flatview_destroy", "(?<view>\\S+) \\(root (?<root>\\S+)\\)"),
  /** The guest ejects a slot. */
  EJECT_SLOT("acpi_pci_eject_slot", "bsel: (?<bsel>\\d+) slot: (?<slot>\\d+)"),
  /** The eject register's write is done. */
  EJECT_WRITTEN("acpi_pci_ej_write"),
  /** The migration enters a state. */
  MIGRATE_STATE("migrate_set_state", "new state (?<state>\\S+)"),
  /** A section of the stream begins. */
  SECTION_START("savevm_section_start", "(?<section>.*), section_id (?<id>\\d+)"),
  /** A section of the stream ends. */
  SECTION_END("savevm_section_end", "(?<section>.*), section_id (?<id>\\d+) -> (?<ret>-?\\d+)"),
  /** The guest was stopped for the switchover. */
  COMPLETION_VM_STOP("migration_completion_vm_stop"),
  /** {@code migration_bitmap_sync} begins. */
  BITMAP_SYNC_START("migration_bitmap_sync_start"),
  /** {@code migration_bitmap_sync} ends. */
  BITMAP_SYNC_END("migration_bitmap_sync_end", "dirty_pages (?<dirtypages>\\d+)"),
  /** The migration is about to clear one chunk. */
  BITMAP_CLEAR(
      "migration_bitmap_clear_dirty",
      "rb (?<rb>.*) start (?<start>\\w+) size (?<size>\\w+) page (?<page>\\w+)"),
  /** One listener's {@code log_sync} was called. */
  SYNC_DIRTY(
      "memory_region_sync_dirty",
      "region '(?<region>.*)' listener '(?<listener>.*)' synced \\(global=(?<global>\\d+)\\)"),
  /** Global dirty logging changed. */
  GLOBAL_DIRTY("global_dirty_changed", "bitmask (?<bitmask>\\w+)"),
  /** A virtio device changes its status. */
  VIRTIO_STATUS("virtio_set_status", "vdev (?<vdev>\\S+) val (?<val>\\d+)"),
  /** Known and left out; see the event's rule. */
  IGNORED(""),
  /** Not known. */
  UNKNOWN("");

  private final String event;
  private final EventKind entry;
  private final boolean isReturn;
  private final Pattern text;
  private final boolean hasText;

  EventKind(String event) {
    this(event, null, "");
  }

  EventKind(String event, String text) {
    this(event, null, text);
  }

  EventKind(String event, EventKind entry) {
    this(event, entry, "");
  }

  EventKind(String event, @org.jspecify.annotations.Nullable EventKind entry, String text) {
    this.event = event;
    this.entry = entry == null ? this : entry;
    this.isReturn = entry != null;
    this.text = Pattern.compile(text);
    this.hasText = !text.isEmpty();
  }

  /**
   * QEMU's or the recorder's name of the event.
   *
   * @return the name; empty for {@link #IGNORED} and {@link #UNKNOWN}
   */
  public String event() {
    return event;
  }

  /**
   * Tells whether this is the return of a call.
   *
   * @return true if so
   */
  public boolean isReturn() {
    return isReturn;
  }

  /**
   * The entry that a return belongs to.
   *
   * @return the entry; the kind itself if it is not a return
   */
  public EventKind entry() {
    return entry;
  }

  boolean hasText() {
    return hasText;
  }

  Pattern text() {
    return text;
  }
}
