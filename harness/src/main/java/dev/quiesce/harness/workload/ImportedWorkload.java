package dev.quiesce.harness.workload;

/**
 * A workload and what became of every line of its source.
 *
 * @param workload the workload
 * @param accounting the accounting
 */
public record ImportedWorkload(Workload workload, Accounting accounting) {}
