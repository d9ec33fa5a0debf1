package dev.quiesce.harness.workload;

import static dev.quiesce.harness.workload.Recordings.META;
import static dev.quiesce.harness.workload.Recordings.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadReaderTest {

  @TempDir Path directory;

  private ImportedWorkload read(String text) throws IOException {
    return WorkloadReader.read(Recordings.file(directory, "run.jsonl", text));
  }

  private static List<Operation> operations(ImportedWorkload read, String thread) {
    return read.workload().threads().stream()
        .filter(track -> track.name().equals(thread))
        .findFirst()
        .orElseThrow()
        .operations();
  }

  @Test
  void read_nestedCalls_areMatchedPerThread() throws IOException {
    ImportedWorkload read =
        read(
            META
                + record(1000, "main", "probe_txn_commit", "{}")
                + record(2000, "cpu0", "probe_synchronize_rcu", "{}")
                + record(3000, "main", "probe_txn_commit", "{}")
                + record(4000, "main", "flatview_new", "{\"view\":\"0x5\",\"root\":\"(nil)\"}")
                + record(5000, "main", "probe_txn_commit_ret", "{}")
                + record(6000, "cpu0", "probe_synchronize_rcu_ret", "{}")
                + record(9000, "main", "probe_txn_commit_ret", "{}"));

    assertThat(operations(read, "main"))
        .containsExactly(
            new Operation.TransactionCommit(1000, 8000, 0),
            new Operation.TransactionCommit(3000, 2000, 1));
    assertThat(operations(read, "cpu0")).containsExactly(new Operation.SynchronizeRcu(2000, 4000));
  }

  @Test
  void read_reusedAddress_isAnotherRegistrationOfTheSameStruct() throws IOException {
    ImportedWorkload read =
        read(
            META
                + Recordings.register(1000, "0x10", "vhost-vdpa")
                + Recordings.unregister(5000, "0x10", "0x1")
                + Recordings.register(9000, "0x10", "vhost-vdpa"));

    assertThat(read.workload().listeners()).extracting(ListenerInfo::id).containsExactly(0, 1);
    assertThat(read.workload().listeners()).extracting(ListenerInfo::struct).containsExactly(0, 0);
    assertThat(read.workload().listeners())
        .extracting(ListenerInfo::owner)
        .containsOnly(OwnerKind.REUSED_IN_PLACE);
  }

  @Test
  void read_unregisterWithNullAddressSpace_isANoOpAsInQemu() throws IOException {
    ImportedWorkload read = read(META + Recordings.unregister(5000, "0x10", "0x0"));

    assertThat(read.accounting().ignored()).containsEntry("unregister-no-op", 2L);
    assertThat(read.workload().operationCount()).isZero();
  }

  @Test
  void read_temporaryListener_livesOnTheStack() throws IOException {
    ImportedWorkload read =
        read(
            META
                + record(100, "main", "probe_guest_phys_blocks_append", "{}")
                + Recordings.register(1000, "0x10", "")
                + Recordings.unregister(5000, "0x10", "0x1")
                + record(9000, "main", "probe_guest_phys_blocks_append_ret", "{}"));

    assertThat(read.workload().listeners())
        .extracting(ListenerInfo::owner)
        .containsExactly(OwnerKind.STACK_FRAME);
  }

  @Test
  void read_entryWithoutReturn_isReported() throws IOException {
    ImportedWorkload read = read(META + record(100, "main", "probe_drain_call_rcu", "{}"));

    assertThat(read.accounting().notes())
        .singleElement()
        .asString()
        .contains("probe_drain_call_rcu", "no return");
    assertThat(operations(read, "main"))
        .containsExactly(new Operation.DrainCallRcu(100, Operation.NOT_RECORDED));
  }

  @Test
  void read_unknownEventsAndBlankLines_areCounted() throws IOException {
    ImportedWorkload read =
        read(
            META
                + "\n"
                + record(1, "m", "new_event", "{}")
                + record(2, "m", "new_event", "{\"a\":[1]}"));

    assertThat(read.accounting().unknown()).containsEntry("new_event", 2L);
    assertThat(read.accounting().ignored()).containsEntry("blank-line", 1L);
    assertThat(read.accounting().lines()).isEqualTo(4);
  }

  @Test
  void read_argumentsBeforeEventAndUnsplitText_areUnderstood() throws IOException {
    ImportedWorkload read =
        read(
            META
                + "{\"args\":{\"s\":\"bsel: 0 slot:"
                + " 7\"},\"ev\":\"acpi_pci_eject_slot\",\"tid\":\"main\",\"t_ns\":5}\n"
                + record(9, "main", "acpi_pci_ej_write", "{\"s\":\"0x8 <== 128\"}"));

    assertThat(operations(read, "main")).containsExactly(new Operation.Eject(5, 4, 7));
  }

  @Test
  void read_stockLogWithOtherText_countsItAsUnknown() throws IOException {
    List<String> lines =
        List.of(
            "warning: something",
            "3@1.000001:flatview_new 0x1 (root (nil))\r",
            "guest error",
            "3@1.000002:other_event x");
    ImportedWorkload read = read(String.join("\n", lines));

    assertThat(read.accounting().unknown())
        .containsEntry("(text without a trace stamp)", 2L)
        .containsEntry("other_event", 1L);
    assertThat(read.accounting().used()).isEqualTo(1);
    assertThat(read.accounting().notes()).singleElement().asString().contains("line feed");
  }

  @Test
  void read_recordingWithoutProbes_infersCommitsAndWalksCloseToTheRecordedOnes()
      throws IOException {
    String name = "kvm_unplug_during_migration.jsonl.gz";
    String bare =
        Recordings.text(name)
            .lines()
            .filter(line -> !line.contains("\"probe_"))
            .collect(Collectors.joining("\n", "", "\n"));
    WorkloadStatistics inferred = WorkloadStatistics.of(read(bare).workload());
    WorkloadStatistics recorded =
        WorkloadStatistics.of(BundledWorkloads.read(BundledWorkloads.list().get(0)).workload());

    assertThat(inferred.count(OperationKind.UNREGISTER_LISTENER))
        .isEqualTo(recorded.count(OperationKind.UNREGISTER_LISTENER));
    assertThat(inferred.unregistersWhileMigrating())
        .isEqualTo(recorded.unregistersWhileMigrating());
    assertThat(inferred.count(OperationKind.RETIRE_FLAT_VIEW))
        .isEqualTo(recorded.count(OperationKind.RETIRE_FLAT_VIEW));
    assertThat((double) inferred.commitsWithNewView() / recorded.commitsWithNewView())
        .isBetween(0.9, 1.1);
    assertThat((double) inferred.count(OperationKind.CLEAR_DIRTY_BITMAP))
        .isBetween(
            0.95 * recorded.count(OperationKind.CLEAR_DIRTY_BITMAP),
            1.0 * recorded.count(OperationKind.CLEAR_DIRTY_BITMAP));
  }

  @Test
  void commandLine_spellingsOfQemu_areUnderstood() {
    assertThat(CommandLine.parse("qemu -machine type=q35,accel=kvm -m size=4G,slots=2"))
        .isEqualTo(new CommandLine("q35", 4096, "kvm", -1));
    assertThat(
            CommandLine.parse(
                "qemu -M pc -accel tcg,thread=multi -m 512 -global"
                    + " migration.x-clear-bitmap-shift=9"))
        .isEqualTo(new CommandLine("pc", 512, "tcg", 9));
    assertThat(CommandLine.parse("")).isEqualTo(CommandLine.UNKNOWN);
  }

  @Test
  void ownerKind_listenerNames_followTheOwnerTable() {
    assertThat(OwnerKind.ofListenerName("kvm-smram")).isEqualTo(OwnerKind.PERMANENT);
    assertThat(OwnerKind.ofListenerName("tcg")).isEqualTo(OwnerKind.PER_CPU_ARRAY);
    assertThat(OwnerKind.ofListenerName("vfio-prereg")).isEqualTo(OwnerKind.HEAP);
    assertThat(OwnerKind.ofListenerName("vhost")).isEqualTo(OwnerKind.WRAPPER);
    assertThat(OwnerKind.ofListenerName("xen-pt-mem")).isEqualTo(OwnerKind.QOM_THROUGH_RCU);
    assertThat(OwnerKind.ofListenerName("")).isEqualTo(OwnerKind.UNKNOWN);
  }
}
