package dev.quiesce.harness.result;

import java.util.Map;

/**
 * What a recording says by itself, before anything is replayed.
 *
 * @param name the workload's name
 * @param title one line
 * @param seconds recorded time
 * @param counts operations by kind
 * @param figures named figures; the keys are {@link MeasuredOperation}'s and those of this record
 */
public record WorkloadFacts(
    String name,
    String title,
    double seconds,
    Map<String, Long> counts,
    Map<String, Double> figures) {
  /** Figure: unregistrations while a migration ran. */
  public static final String UNREGISTER_DURING_MIGRATION = "unregister-during-migration";

  /** Figure: seconds of migration. */
  public static final String MIGRATION_SECONDS = "migration-seconds";

  /** Figure: unlocked walks of {@code log_clear}. */
  public static final String CLEARS = "clears";

  /** Figure: clears a second of migration. */
  public static final String CLEARS_PER_SECOND = "clears-per-second";

  /** Figure: clears that overlap an unregistration. */
  public static final String OVERLAPS = "clears-overlapping-unregister";

  /** Figure: time of the overlaps together, in nanoseconds. */
  public static final String OVERLAP_NS = "overlap-ns";

  /** Keeps the order. */
  public WorkloadFacts {
    counts = Ordered.asGiven(counts);
    figures = Ordered.asGiven(figures);
  }
}
