package dev.quiesce.harness.explore;

/**
 * What a search covered.
 *
 * @param exhausted whether no schedule is left within {@code bound}
 * @param bound {@code dpor}, {@code preemptions<=N}, {@code pct} or {@code none}
 * @param executions schedules run to their end
 * @param pruned schedules cut short because they are covered elsewhere
 * @param steps over all executions
 * @param rechecked executions that were run again and did the same
 */
public record Exploration(
    boolean exhausted, String bound, long executions, long pruned, long steps, long rechecked) {}
