package dev.quiesce.harness.explore;

/**
 * One row of a step table.
 *
 * @param task who stepped
 * @param text what it did, with the value
 */
public record StepInfo(TaskInfo task, String text) {}
