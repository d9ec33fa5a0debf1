package dev.quiesce.harness.result;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One replay of a workload over one strategy.
 *
 * @param strategy the strategy's id
 * @param form the form's name
 * @param workload the workload's name
 * @param setting what else was chosen: speed, repetition, memory settings
 * @param operations latencies per operation
 * @param gauges figures that are not latencies
 * @param notes what a reader must know
 * @param driftP99Ns how late operations were started, 99th percentile
 * @param flagged whether the replay could not keep the recorded pace
 */
public record Measurement(
    String strategy,
    String form,
    String workload,
    Map<String, String> setting,
    List<OperationMeasurement> operations,
    Map<String, Double> gauges,
    List<String> notes,
    double driftP99Ns,
    boolean flagged) {
  /** Copies the collections and keeps their order. */
  public Measurement {
    setting = Ordered.asGiven(setting);
    operations = List.copyOf(operations);
    gauges = Ordered.asGiven(gauges);
    notes = List.copyOf(notes);
  }

  /** The gauge that is 1 if the replay failed, and 0 if it did not. */
  public static final String FAILED = "failed";

  /**
   * Whether the replay was given up; a note says why. What was measured until then is no result.
   */
  public boolean failed() {
    return gauges.getOrDefault(FAILED, 0.0) > 0;
  }

  /** What was chosen besides the repetition: measurements of one variant are repetitions. */
  public String variant() {
    return setting.entrySet().stream()
        .filter(entry -> !entry.getKey().equals("repetition"))
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
