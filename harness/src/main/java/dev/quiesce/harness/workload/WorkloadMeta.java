package dev.quiesce.harness.workload;

import java.util.List;

/**
 * Where a workload comes from. A text that the source does not state is empty.
 *
 * @param name short name, an id for bundled workloads
 * @param form form of the source
 * @param sourceFile file name of the source, without its directory
 * @param sha256 hash of the source file as stored, lower-case hexadecimal
 * @param qemuVersion QEMU's version line
 * @param machine machine type of {@code -M}/{@code -machine}, for example {@code pc}
 * @param ramMib guest RAM of {@code -m} in MiB; -1 if not stated
 * @param accelerator accelerator of {@code -accel}, for example {@code kvm}
 * @param clearBitmapShift log2 of the target pages that one clear walk covers; -1 if neither stated
 *     nor shown by walks
 * @param clearBitmapShiftOrigin whether the shift was stated on the command line
 * @param durationNs time of the last record in nanoseconds
 * @param migrations QEMU's own figures of each migration that it reported
 */
public record WorkloadMeta(
    String name,
    SourceForm form,
    String sourceFile,
    String sha256,
    String qemuVersion,
    String machine,
    long ramMib,
    String accelerator,
    int clearBitmapShift,
    Origin clearBitmapShiftOrigin,
    long durationNs,
    List<MigrationReport> migrations) {

  /** Copies the list. */
  public WorkloadMeta {
    migrations = List.copyOf(migrations);
  }
}
