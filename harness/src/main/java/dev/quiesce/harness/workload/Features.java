package dev.quiesce.harness.workload;

import dev.quiesce.harness.recording.EventKind;
import dev.quiesce.harness.recording.RecordingForm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which features a source could not give, by the events that are not in it. */
final class Features {

  private record Feature(String name, EventKind event, String consequence) {}

  private static final List<Feature> FEATURES =
      List.of(
          new Feature("machine and accelerator", EventKind.START, "they are not known"),
          new Feature(
              "clear walks with durations",
              EventKind.CLEAR,
              "walks come from migration_bitmap_clear_dirty if it was traced, without durations,"
                  + " and overlaps cannot be found"),
          new Feature(
              "transaction commits",
              EventKind.COMMIT,
              "commits that changed the map are inferred from flatview_new, others are missing"),
          new Feature(
              "dirty-log syncs with durations",
              EventKind.LOG_SYNC,
              "they are inferred from the bitmap syncs of a migration"),
          new Feature(
              "start and stop of the dirty log",
              EventKind.LOG_START,
              "they are inferred from global_dirty_changed, without durations"),
          new Feature("address spaces", EventKind.AS_INIT, "none is initialised or destroyed"),
          new Feature("grace periods", EventKind.SYNCHRONIZE_RCU, "no synchronize_rcu is replayed"),
          new Feature(
              "RCU callbacks other than flat views",
              EventKind.CALL_RCU,
              "only flat views are retired"),
          new Feature(
              "drained callbacks", EventKind.DRAIN_CALL_RCU, "no drain_call_rcu is replayed"),
          new Feature(
              "temporary listeners",
              EventKind.GUEST_PHYS_BLOCKS,
              "no guest_phys_blocks_append is replayed"),
          new Feature("BQL holds", EventKind.BQL_HOLD, "BQL holds follow from the operations only"),
          new Feature(
              "flat views",
              EventKind.VIEW_NEW,
              "which commit changed the map is not known, none is retired"),
          new Feature("guest ejects", EventKind.EJECT_SLOT, "no unregister belongs to an eject"),
          new Feature("migration states", EventKind.MIGRATE_STATE, "no migration is replayed"),
          new Feature(
              "read sections of the migration",
              EventKind.SECTION_START,
              "walks have no enclosing section"),
          new Feature(
              "bitmap syncs of the migration",
              EventKind.BITMAP_SYNC_START,
              "no bitmap sync is replayed"));

  private final Map<EventKind, Long> counts = new EnumMap<>(EventKind.class);

  void count(EventKind kind) {
    counts.merge(kind, 1L, Long::sum);
  }

  boolean has(EventKind kind) {
    return counts.containsKey(kind);
  }

  private static final String VIEWS_BY_CALLBACK =
      "a commit that changed the map is one that queued a callback (call_rcu inside txn_commit),"
          + " one view each; when they were freed is not known";

  List<Absent> absent(
      RecordingForm form, long inferredRegistrations, long inferredUnregistrations) {
    List<Absent> absent = new ArrayList<>();
    if (!has(EventKind.LISTENER_REGISTER)) {
      absent.add(
          new Absent(
              "listener registrations",
              EventKind.LISTENER_REGISTER.event(),
              ("%d registrations (virtio_set_status, memory_region_sync_dirty) and %d"
                      + " unregistrations (acpi_pci_eject_slot, oldest virtio listener first) are"
                      + " inferred, without durations")
                  .formatted(inferredRegistrations, inferredUnregistrations)));
    }
    for (Feature feature : FEATURES) {
      if (!has(feature.event())) {
        boolean byCallback = form == RecordingForm.UPROBES && feature.event() == EventKind.VIEW_NEW;
        String consequence = byCallback ? VIEWS_BY_CALLBACK : feature.consequence();
        absent.add(new Absent(feature.name(), feature.event().event(), consequence));
      }
    }
    return absent;
  }
}
