package dev.quiesce.harness.workload;

/**
 * QEMU's own figures of a migration ({@code query-migrate} after its end).
 *
 * @param setupMs set-up time in milliseconds
 * @param downtimeMs downtime in milliseconds
 * @param totalMs total time in milliseconds
 * @param dirtySyncCount bitmap synchronisations
 */
public record MigrationReport(long setupMs, long downtimeMs, long totalMs, long dirtySyncCount) {}
