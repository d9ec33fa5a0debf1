package dev.quiesce.harness.result;

/**
 * The item of the child task {@code replay}: one schedule to execute again.
 *
 * @param token as printed beside a violation
 * @param until the step after which to stop and look at the machine; 0 for the schedule's end
 */
public record ReplayJob(String token, int until) {}
