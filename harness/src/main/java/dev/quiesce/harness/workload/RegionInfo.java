package dev.quiesce.harness.workload;

/**
 * One memory region whose dirty bitmap was cleared.
 *
 * @param id index in {@link Workload#regions()}
 * @param ramBlock name of its RAM block, for example {@code pc.ram}; empty if no event names it
 */
public record RegionInfo(int id, String ramBlock) {}
