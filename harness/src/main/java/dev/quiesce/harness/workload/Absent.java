package dev.quiesce.harness.workload;

/**
 * A feature that a workload lacks.
 *
 * @param feature what is absent or only inferred, for example {@code durations of clear walks}
 * @param event the event of the source that would have given it
 * @param consequence what follows for a replay
 */
public record Absent(String feature, String event, String consequence) {

  /**
   * One line for a person.
   *
   * @return the sentence
   */
  public String sentence() {
    return "%s: no event %s in the log (not traced, or it did not happen); %s"
        .formatted(feature, event, consequence);
  }
}
