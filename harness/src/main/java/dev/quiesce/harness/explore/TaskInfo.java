package dev.quiesce.harness.explore;

/**
 * Who a task is.
 *
 * @param number 0 for the set-up, then in order of creation
 * @param name the thread's name in the model
 */
public record TaskInfo(int number, String name) {}
