package dev.quiesce.harness.explore;

/**
 * How far a search may go.
 *
 * @param preemptions the largest preemption bound that is tried before the reduced search; negative
 *     for none
 * @param nanos ns for everything; {@link Long#MAX_VALUE} for no bound
 * @param executions schedules; {@link Long#MAX_VALUE} for no bound
 * @param seed of the random schedules
 * @param maxSteps steps of one execution, beyond which it counts as a livelock
 */
public record ExplorationBudget(
    int preemptions, long nanos, long executions, long seed, int maxSteps) {}
