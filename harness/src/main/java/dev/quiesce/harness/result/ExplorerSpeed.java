package dev.quiesce.harness.result;

/**
 * How fast the explorer was in one process.
 *
 * @param jdk version of the JVM
 * @param carrier what ran the tasks
 * @param seconds that were counted
 * @param executions schedules in that time, those cut short too
 * @param steps of these executions
 * @param cpuSeconds that the process used meanwhile, on all CPUs
 */
public record ExplorerSpeed(
    String jdk, String carrier, double seconds, long executions, long steps, double cpuSeconds) {
  /** Schedules a second. */
  public double executionsPerSecond() {
    return executions / seconds;
  }

  /** Steps a second. */
  public double stepsPerSecond() {
    return steps / seconds;
  }
}
