package dev.quiesce.harness.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BundledWorkloadsTest {

  private static final long SECOND = 1_000_000_000;

  static ImportedWorkload read(String id) throws Exception {
    return BundledWorkloads.read(BundledWorkloads.find(id).orElseThrow());
  }

  static Stream<Arguments> accounts() {
    return Stream.of(
        Arguments.of(
            "appendix_a_qtest",
            11388,
            10893,
            "driver-traffic=185 guest-io=116 migration-detail=1 monitor-traffic=178 ram-layout=15"),
        Arguments.of(
            "migration_default_shift",
            12429,
            11789,
            "device-state-section=68 driver-traffic=28 guest-io=189 migration-detail=276"
                + " monitor-traffic=52 ram-layout=7 stated-by-probe=15 vm-state=5"),
        Arguments.of(
            "kvm_unplug_during_migration",
            43467,
            26092,
            "accelerator-detail=8318 device-state-section=64 driver-traffic=165 guest-io=72"
                + " migration-detail=295 monitor-traffic=191 ram-layout=7 stated-by-enclosing=3"
                + " stated-by-probe=8258 vm-state=2"),
        Arguments.of(
            "tcg_unplug_during_migration",
            37012,
            27956,
            "device-state-section=62 driver-traffic=165 guest-io=72 migration-detail=281"
                + " monitor-traffic=209 ram-layout=7 stated-by-probe=8258 vm-state=2"),
        Arguments.of(
            "stock_trace",
            2234,
            2092,
            "device-state-section=60 guest-io=8 migration-detail=48 monitor-traffic=19 ram-layout=5"
                + " vm-state=2"));
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void accounting_bundledRecording_addsUpToEveryLine(
      String id, long lines, long used, String ignored) throws Exception {
    Accounting accounting = read(id).accounting();

    Map<String, Long> byRule = new HashMap<>();
    for (String part : ignored.split(" ", -1)) {
      byRule.put(part.split("=", -1)[0], Long.valueOf(part.split("=", -1)[1]));
    }
    assertThat(accounting.lines()).isEqualTo(lines);
    assertThat(accounting.used()).isEqualTo(used);
    assertThat(accounting.ignored()).isEqualTo(byRule);
    assertThat(accounting.unknown()).isEmpty();
    assertThat(accounting.notes()).isEmpty();
    assertThat(used + accounting.ignoredLines()).isEqualTo(lines);
    assertThat(Recordings.text(BundledWorkloads.find(id).orElseThrow().fileName()).lines())
        .hasSize((int) lines);
  }

  @Test
  void list_everyEntry_isReadableAndSmall() throws Exception {
    long bytes = 0;
    Set<String> ids = new HashSet<>();
    for (BundledWorkloads.Bundled bundled : BundledWorkloads.list()) {
      assertThat(ids.add(bundled.id())).isTrue();
      assertThat(bundled.description()).isNotBlank().doesNotContain("\n");
      assertThat(BundledWorkloads.read(bundled).workload().operationCount()).isPositive();
      bytes += Recordings.resource(bundled.fileName()).length;
    }
    assertThat(bytes).isLessThan(1_000_000);
    assertThat(BundledWorkloads.find(BundledWorkloads.DEFAULT_ID)).isPresent();
    assertThat(BundledWorkloads.find("no-such")).isEmpty();
  }

  @Test
  void overlaps_kvmUnplugDuringMigration_containsTheRealRace() throws Exception {
    Workload workload = read("kvm_unplug_during_migration").workload();

    assertThat(workload.overlaps())
        .singleElement()
        .satisfies(
            overlap -> {
              assertThat(overlap.unregister().atNs()).isBetween(9_852_000_000L, 9_853_000_000L);
              assertThat(overlap.listener().name()).isEqualTo("virtio");
              assertThat(overlap.listener().owner()).isEqualTo(OwnerKind.QOM_THROUGH_RCU);
              assertThat(overlap.unregisterThread()).isEqualTo("main");
              assertThat(overlap.walkThread()).isEqualTo("live_migration");
              assertThat(overlap.unregister().insideEject()).isTrue();
              assertThat(overlap.overlapNs()).isPositive();
              assertThat(workload.regions().get(overlap.walk().region()).ramBlock())
                  .isEqualTo("pc.ram");
            });
    for (String other : List.of("tcg_unplug_during_migration", "appendix_a_qtest", "stock_trace")) {
      assertThat(read(other).workload().overlaps()).as(other).isEmpty();
    }
  }

  @Test
  void read_kvmUnplugDuringMigration_knowsMachineListenersAndMigration() throws Exception {
    Workload workload = read("kvm_unplug_during_migration").workload();

    WorkloadMeta meta = workload.meta();
    assertThat(meta.machine()).isEqualTo("pc");
    assertThat(meta.accelerator()).isEqualTo("kvm");
    assertThat(meta.ramMib()).isEqualTo(2048);
    assertThat(meta.clearBitmapShift()).isEqualTo(6);
    assertThat(meta.clearBitmapShiftOrigin()).isEqualTo(Origin.RECORDED);
    assertThat(meta.qemuVersion()).contains("7.2.22");
    assertThat(meta.sha256()).matches("[0-9a-f]{64}");
    assertThat(workload.listeners().get(0).callbacks())
        .containsExactlyInAnyOrder(Callback.LOG_SYNC, Callback.LOG_CLEAR, Callback.REGION_ADD);
    assertThat(workload.listeners().get(0).owner()).isEqualTo(OwnerKind.PERMANENT);

    WorkloadStatistics statistics = WorkloadStatistics.of(workload);
    assertThat(statistics.count(OperationKind.UNREGISTER_LISTENER)).isEqualTo(24);
    assertThat(statistics.unregistersWhileMigrating()).isEqualTo(24);
    assertThat(statistics.count(OperationKind.CLEAR_DIRTY_BITMAP)).isEqualTo(8503);
    assertThat(statistics.migrations())
        .singleElement()
        .satisfies(
            migration -> {
              assertThat(migration.end()).isEqualTo(MigrationState.COMPLETED);
              long reported = meta.migrations().get(0).downtimeMs();
              assertThat(migration.downtimeNs() / 1_000_000).isEqualTo(reported);
            });
    assertThat(statistics.walkP50Ns()).isPositive().isLessThanOrEqualTo(statistics.walkP99Ns());
  }

  @Test
  void read_flatViews_retirePrecedesFree() throws Exception {
    Workload workload = read("kvm_unplug_during_migration").workload();

    Map<Integer, Long> retired = new HashMap<>();
    Map<Integer, Long> freed = new HashMap<>();
    for (ThreadTrack thread : workload.threads()) {
      for (Operation operation : thread.operations()) {
        if (operation instanceof Operation.RetireFlatView retire) {
          assertThat(retired.put(retire.view(), retire.atNs())).isNull();
        } else if (operation instanceof Operation.FreeFlatView free) {
          assertThat(freed.put(free.view(), free.atNs())).isNull();
        }
      }
    }
    assertThat(freed.keySet()).isEqualTo(retired.keySet());
    freed.forEach((view, at) -> assertThat(at).isGreaterThan(retired.get(view)));
  }

  @Test
  void read_stockTrace_infersWhatItCanAndNamesWhatItCannot() throws Exception {
    ImportedWorkload read = read("stock_trace");
    Workload workload = read.workload();

    assertThat(workload.threads())
        .extracting(ThreadTrack::name)
        .containsExactly("main", "call_rcu", "live_migration");
    WorkloadStatistics statistics = WorkloadStatistics.of(workload);
    assertThat(statistics.count(OperationKind.EJECT)).isEqualTo(4);
    assertThat(statistics.count(OperationKind.CLEAR_DIRTY_BITMAP)).isEqualTo(1025);
    assertThat(statistics.count(OperationKind.UNREGISTER_LISTENER)).isEqualTo(4);
    assertThat(statistics.unregistersWhileMigrating()).isEqualTo(3);
    assertThat(statistics.count(OperationKind.DIRTY_LOG_SYNC)).isEqualTo(3);
    assertThat(statistics.walkP50Ns()).isEqualTo(Operation.NOT_RECORDED);
    assertThat(workload.meta().clearBitmapShift()).isEqualTo(6);
    assertThat(workload.meta().clearBitmapShiftOrigin()).isEqualTo(Origin.INFERRED);
    assertThat(workload.listeners()).allMatch(listener -> listener.origin() == Origin.INFERRED);
    assertThat(workload.absent())
        .extracting(Absent::event)
        .contains(
            "probe_listener_register", "probe_txn_commit", "probe_clear_dirty_bitmap", "drv_start");
    assertThat(workload.absent()).isEqualTo(read.accounting().absent());
    assertThat(workload.meta().durationNs()).isLessThan(2 * SECOND);
  }
}
