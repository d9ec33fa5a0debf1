package dev.quiesce.harness.result;

/**
 * The item of the child task {@code replay}: one schedule to execute again.
 *
 * @param token as printed beside a violation
 */
public record ReplayJob(String token) {}
