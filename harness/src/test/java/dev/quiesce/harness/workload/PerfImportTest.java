package dev.quiesce.harness.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quiesce.harness.recording.LogForm;
import dev.quiesce.harness.recording.RecordingException;
import dev.quiesce.harness.recording.Uprobes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Uprobes as perf, trace-cmd and the kernel print them; {@code perf/README.md} says of what run.
 */
class PerfImportTest {

  private static final String START =
      " qemu-system-x86   473 [000] 100.000000: probe_qemu:txn_commit: (55856c9fdff0)\n";

  @TempDir Path directory;

  private Path resource(String name) throws IOException {
    try (InputStream in = PerfImportTest.class.getResourceAsStream("/perf/" + name)) {
      return Files.write(directory.resolve(name), in.readAllBytes());
    }
  }

  private Path text(String content) throws IOException {
    return Recordings.file(directory, "perf.txt", content);
  }

  private ImportedWorkload perf(String name) throws IOException {
    return WorkloadReader.read(resource(name), LogForm.PERF);
  }

  private static List<Operation> operations(ImportedWorkload read, String thread) {
    return read.workload().threads().stream()
        .filter(track -> track.name().equals(thread))
        .findFirst()
        .orElseThrow()
        .operations();
  }

  @ParameterizedTest
  @ValueSource(strings = {"small.perf.txt", "small.trace-cmd.txt", "small.ftrace.txt"})
  void read_eachNotation_givesTheSameOperations(String name) throws IOException {
    ImportedWorkload read = perf(name);

    assertThat(operations(read, "main"))
        .containsExactly(
            new Operation.AddressSpaceInit(0, 0),
            new Operation.RegisterListener(10_000, 10_000, 0),
            new Operation.TransactionCommit(30_000, 20_000, 1),
            new Operation.RetireFlatView(40_000, 0));
    assertThat(operations(read, "live_migration"))
        .containsExactly(
            new Operation.MigrationChange(100_000, MigrationState.ACTIVE),
            new Operation.IterateSection(110_000, 60_000, false),
            new Operation.ClearDirtyBitmap(120_000, 20_000, 0, 0, 0x40000),
            new Operation.MigrationChange(180_000, MigrationState.SWITCHOVER),
            new Operation.MigrationChange(190_000, MigrationState.COMPLETED));
    assertThat(operations(read, "cpu0"))
        .containsExactly(
            new Operation.Eject(125_000, 35_000, 5),
            new Operation.UnregisterListener(130_000, 20_000, 0, true));
  }

  @Test
  void read_listener_keepsNamePriorityAndTheCallbacksThatAreSet() throws IOException {
    ListenerInfo listener = perf("small.perf.txt").workload().listeners().get(0);

    assertThat(listener.name()).isEqualTo("virtio");
    assertThat(listener.callbacks()).containsExactly(Callback.COMMIT);
  }

  @Test
  void read_unregisterInsideAWalk_isAnOverlap() throws IOException {
    assertThat(perf("small.perf.txt").workload().overlaps()).hasSize(1);
  }

  @Test
  void read_realRun_agreesWithWhatQemuItselfLogged() throws IOException {
    WorkloadStatistics probed = WorkloadStatistics.of(perf("unplug.perf.txt.gz").workload());
    WorkloadStatistics logged =
        WorkloadStatistics.of(WorkloadReader.read(resource("unplug.qemu.log.gz")).workload());

    assertThat(probed.unregistersWhileMigrating()).isEqualTo(logged.unregistersWhileMigrating());
    assertThat(probed.count(OperationKind.EJECT)).isEqualTo(logged.count(OperationKind.EJECT));
    assertThat(probed.migrations()).hasSize(1);
    assertThat(probed.migrations().get(0).toNs() - probed.migrations().get(0).fromNs())
        .isCloseTo(
            logged.migrations().get(0).toNs() - logged.migrations().get(0).fromNs(),
            org.assertj.core.data.Offset.offset(5_000_000L));
    assertThat((double) probed.commitsWithNewView())
        .isCloseTo(
            (double) logged.commitsWithNewView(),
            org.assertj.core.data.Percentage.withPercentage(2));
  }

  /** The counts are those that {@code awk '{print $5}' | sort | uniq -c} gives. */
  @Test
  void read_realRun_countsEveryProbe() throws IOException {
    ImportedWorkload read = perf("unplug.perf.txt.gz");
    WorkloadStatistics statistics = WorkloadStatistics.of(read.workload());

    assertThat(read.accounting().used()).isEqualTo(3024);
    assertThat(statistics.count(OperationKind.CLEAR_DIRTY_BITMAP)).isEqualTo(455);
    assertThat(statistics.count(OperationKind.REGISTER_LISTENER)).isEqualTo(6);
    assertThat(statistics.count(OperationKind.UNREGISTER_LISTENER)).isEqualTo(4);
    assertThat(read.workload().threads())
        .extracting(ThreadTrack::name)
        .containsExactlyInAnyOrder("main", "call_rcu", "live_migration");
  }

  @Test
  void read_realRun_saysWhatIsAbsent() throws IOException {
    assertThat(perf("unplug.perf.txt.gz").accounting().absent())
        .extracting(Absent::event)
        .contains("flatview_new", "bql_hold")
        .doesNotContain("migrate_set_state", "acpi_pci_eject_slot", "savevm_section_start");
  }

  @Test
  void read_ftraceBackEnd_takesQemusOwnEvents() throws IOException {
    String marks =
        """
             live_migration-479 [001] ..... 100.000001: tracing_mark_write: migrate_set_state new state active
             live_migration-479 [001] 100.000002: print: tracing_mark_write: flatview_new 0x5 (root (nil))
            """;

    ImportedWorkload read = WorkloadReader.read(text(marks), LogForm.PERF);

    assertThat(read.accounting().used()).isEqualTo(2);
  }

  @Test
  void read_symbolsAsProbeNames_areUnderstood() throws IOException {
    String plain =
        """
             q 1/2 [000] 1.000000001: probe_qemu:synchronize_rcu: (1)
             q 1/2 [000] 1.000000501: probe_qemu:synchronize_rcu__return: (1 <- 2)
             q 1/2 [000] 1.000001000: probe_qemu:memory_region_transaction_commit: (1)
            """;

    ImportedWorkload read = WorkloadReader.read(text(plain), LogForm.PERF);

    assertThat(operations(read, "main"))
        .containsExactly(
            new Operation.SynchronizeRcu(0, 500), new Operation.TransactionCommit(999, -1, 0));
  }

  @Test
  void read_lostEventsAndFaults_areNoted() throws IOException {
    String lossy =
        START
            + """
            CPU:1 [LOST 12 EVENTS]
             q 473 [000] 100.000001: probe_qemu:as_init: (1) as=0x1 root=0x2 name=(fault)
            """;

    assertThat(WorkloadReader.read(text(lossy), LogForm.PERF).accounting().notes())
        .anyMatch(note -> note.contains("events were lost in 1 places"))
        .anyMatch(note -> note.contains("1 arguments could not be read"));
  }

  @Test
  void read_hostileDeviceName_isKeptAsText() throws IOException {
    String name = "<script>alert(\\\"x=1\\\")</script>";
    String line =
        " q 473 [000] 100.000001: probe_qemu:as_init: (1) as=0x1 root=0x2 name=\"" + name + "\"\n";

    assertThat(
            WorkloadReader.read(text(line), LogForm.PERF).workload().addressSpaces().get(0).name())
        .isEqualTo(name);
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void definitions_everyProbe_isAKnownEvent(String definition) throws IOException {
    String name = definition.substring(0, definition.indexOf('='));
    String line =
        " q 1 [0] 1.000000: probe_qemu:%s: (1) listener=0x1 as=0x2 root=0x3 mr=0x4 start=0x0 len=0x1"
            + " prio=0 flags=1 func=0x5 new=1 state=7 devfn=8 name=\"n\" asname=\"n\"\n";

    ImportedWorkload read =
        WorkloadReader.read(text(prelude(name) + line.formatted(name)), LogForm.PERF);

    assertThat(read.accounting().unknown()).isEmpty();
    assertThat(read.accounting().ignored()).isEmpty();
  }

  /** What must come before a probe for QEMU to get there. */
  private static String prelude(String probe) {
    String before = " q 1 [0] 1.000000: probe_qemu:";
    return switch (probe) {
      case "as_destroy" -> before + "as_init: (1) as=0x2 root=0x3 name=\"n\"\n";
      case "listener_unregister" ->
          before
              + "listener_register: (1) listener=0x1 as=0x2 asname=\"n\" name=\"n\" prio=0\n"
              + before
              + "listener_register__return: (1 <- 2)\n";
      default -> "";
    };
  }

  static List<String> definitions() {
    return Uprobes.definitions();
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of("cut", START + " live_migration 479 [001] 13779.9", 2, "cut the file before"),
        Arguments.of("no event", "# tracer: nop\n", 1, "has no event"),
        Arguments.of(
            "no argument",
            " q 1 [0] 1.000000: probe_qemu:clear_dirty_bitmap: (1)\n",
            1,
            "no argument 'mr'"),
        Arguments.of(
            "arguments",
            " q 1 [0] 1.000000: probe_qemu:as_init: (1) as=0x1 \"root\n",
            1,
            "not name=value from character 7 on"),
        Arguments.of(
            "return alone",
            " q 1 [0] 1.000000: probe_qemu:txn_commit__return: (1 <- 2)\n",
            1,
            "without its entry"),
        Arguments.of(
            "backwards",
            START + " q 473 [000] 99.000000: probe_qemu:txn_commit: (1)\n",
            2,
            "time runs backwards"),
        Arguments.of(
            "two processes",
            """
             q 1/2 [0] 1.000000: probe_qemu:txn_commit: (1)
             q 7/8 [0] 1.000001: probe_qemu:txn_commit: (1)
            """,
            2,
            "processes 1 and 7"),
        Arguments.of("JSON", "{\"t_ns\":0}\n", 1, "Leave --from perf out"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void read_badText_namesLineAndRemedy(String what, String content, int line, String part)
      throws IOException {
    RecordingException refused =
        catchThrowableOfType(
            RecordingException.class, () -> WorkloadReader.read(text(content), LogForm.PERF));

    assertThat(refused.line()).isEqualTo(line);
    assertThat(refused).hasMessageContaining(part);
  }

  @Test
  void read_perfTextWithoutSayingSo_namesTheOption() throws IOException {
    RecordingException refused =
        catchThrowableOfType(RecordingException.class, () -> WorkloadReader.read(text(START)));

    assertThat(refused).hasMessageContaining("--from perf");
  }

  @Test
  void form_ofPerfText_isUprobes() throws IOException {
    assertThat(perf("small.perf.txt").workload().meta().form()).isEqualTo(SourceForm.UPROBES);
  }
}
