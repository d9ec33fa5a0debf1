package dev.quiesce.harness.result;

/**
 * The item of the child task {@code speed}: how fast the explorer is.
 *
 * @param strategy id
 * @param scenario id
 * @param variant of the scenario
 * @param warmUpMillis ms before anything is counted
 * @param millis ms that are counted
 */
public record SpeedJob(
    String strategy, String scenario, String variant, long warmUpMillis, long millis) {}
