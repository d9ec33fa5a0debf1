package dev.quiesce.harness.replay;

import dev.quiesce.harness.result.OperationMeasurement;
import dev.quiesce.harness.workload.OperationKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one replay measured.
 *
 * @param failure why the replay did not end by itself; empty if it did
 * @param done operations that were replayed, by kind
 * @param implied operations that others brought about
 * @param skipped operations that were not replayed because one before them failed
 * @param operations latencies
 * @param gauges figures that are not latencies
 * @param notes what a reader must know
 * @param driftP99Ns how late operations were started, 99th percentile
 * @param flagged whether that is above a millisecond
 * @param leakedBlocks blocks of the heap that should have been freed and were not; negative if the
 *     machine could not be taken down
 */
public record ReplayReport(
    Optional<String> failure,
    Map<OperationKind, Long> done,
    Map<OperationKind, Long> implied,
    Map<OperationKind, Long> skipped,
    List<OperationMeasurement> operations,
    Map<String, Double> gauges,
    List<String> notes,
    double driftP99Ns,
    boolean flagged,
    long leakedBlocks) {
  /** Copies the collections. */
  public ReplayReport {
    done = Collections.unmodifiableMap(new TreeMap<>(done));
    implied = Collections.unmodifiableMap(new TreeMap<>(implied));
    skipped = Collections.unmodifiableMap(new TreeMap<>(skipped));
    operations = List.copyOf(operations);
    gauges = Collections.unmodifiableMap(new LinkedHashMap<>(gauges));
    notes = List.copyOf(notes);
  }

  /** The latencies of that name. */
  public Optional<OperationMeasurement> operation(String name) {
    return operations.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** The gauge of that name; 0 if there is none. */
  public double gauge(String name) {
    return gauges.getOrDefault(name, 0.0);
  }
}
