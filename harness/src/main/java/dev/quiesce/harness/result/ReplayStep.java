package dev.quiesce.harness.result;

/**
 * One row of a replayed schedule.
 *
 * @param step which step it belongs to, counted from 1; some make several rows
 * @param thread who took it
 * @param text what it did, with the values
 */
public record ReplayStep(int step, String thread, String text) {}
