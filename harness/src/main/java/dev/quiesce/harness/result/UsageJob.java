package dev.quiesce.harness.result;

/**
 * The item of the child task {@code usage}: the usage matrix of one subject.
 *
 * @param strategy the strategy's id
 * @param form the form's name
 * @param executions schedules explored of a cell, at most
 */
public record UsageJob(String strategy, String form, long executions) {
  /** Enough for every schedule of most cells. */
  public static final long EXECUTIONS = 64;
}
