package dev.quiesce.harness.workload;

import dev.quiesce.harness.recording.LineSource;
import dev.quiesce.harness.recording.RecordingException;
import dev.quiesce.harness.recording.RecordingLimits;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The recordings that come with the program. */
public final class BundledWorkloads {

  /** Id of the workload that is used when none is named; it contains the real race. */
  public static final String DEFAULT_ID = "kvm_unplug_during_migration";

  /**
   * One bundled recording.
   *
   * @param id name on the command line
   * @param fileName name of the resource
   * @param description one line for a list
   */
  public record Bundled(String id, String fileName, String description) {}

  private static final List<Bundled> ALL =
      List.of(
          new Bundled(
              DEFAULT_ID,
              DEFAULT_ID + ".jsonl.gz",
              "KVM: virtio devices are ejected one by one while a migration clears in small chunks;"
                  + " contains the real race"),
          new Bundled(
              "tcg_unplug_during_migration",
              "tcg_unplug_during_migration.jsonl.gz",
              "TCG: the same ejects during a migration"),
          new Bundled(
              "migration_default_shift",
              "migration_default_shift.jsonl.gz",
              "TCG: a Linux guest that dirties memory is migrated with the default clear-bitmap"
                  + " shift"),
          new Bundled(
              "appendix_a_qtest",
              "appendix_a_qtest.jsonl.gz",
              "TCG, no guest: plug, request, eject over six device types (the thread's Appendix"
                  + " A)"),
          new Bundled(
              "stock_trace",
              "stock_trace.log.gz",
              "the log of a stock QEMU without probes: four devices, ejects before and during a"
                  + " migration"));

  private BundledWorkloads() {}

  /**
   * What there is.
   *
   * @return the list, the default first
   */
  public static List<Bundled> list() {
    return ALL;
  }

  /**
   * Looks an id up.
   *
   * @param id the id
   * @return the recording, or empty if there is none of that id
   */
  public static Optional<Bundled> find(String id) {
    return ALL.stream().filter(bundled -> bundled.id().equals(id)).findFirst();
  }

  /**
   * Reads a bundled recording.
   *
   * @param bundled the recording
   * @return the workload, and what became of every line
   * @throws RecordingException if the program was packed without it
   */
  public static ImportedWorkload read(Bundled bundled) throws RecordingException {
    String resource = "/workloads/" + bundled.fileName();
    InputStream stream = BundledWorkloads.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new RecordingException(
          resource, 0, "the program was packed without it", "Build the program again");
    }
    RecordingLimits limits = RecordingLimits.DEFAULT;
    return WorkloadReader.read(
        LineSource.of(bundled.fileName(), stream, limits), bundled.fileName(), limits);
  }
}
