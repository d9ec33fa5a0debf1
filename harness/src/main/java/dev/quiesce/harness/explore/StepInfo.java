package dev.quiesce.harness.explore;

/**
 * One row of a step table.
 *
 * @param step which step of the schedule it belongs to, counted from 1; some make several rows
 * @param task who stepped
 * @param text what it did, with the value
 */
public record StepInfo(int step, TaskInfo task, String text) {}
