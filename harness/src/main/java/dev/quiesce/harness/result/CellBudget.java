package dev.quiesce.harness.result;

/**
 * How far a cell is explored; the first of them to be reached ends it.
 *
 * @param preemptions the largest number of preemptions, or {@link #UNBOUNDED}
 * @param millis wall time
 * @param executions number of schedules, or {@link #UNBOUNDED}
 */
public record CellBudget(int preemptions, long millis, long executions) {
  /** No bound of that kind. */
  public static final int UNBOUNDED = -1;

  /** The same bounds in less time. */
  public CellBudget within(long limitMillis) {
    return new CellBudget(preemptions, Math.min(millis, limitMillis), executions);
  }
}
