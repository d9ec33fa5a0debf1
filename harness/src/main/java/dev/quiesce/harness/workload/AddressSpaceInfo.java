package dev.quiesce.harness.workload;

/**
 * One address space of the run, from its initialisation to its destruction.
 *
 * @param id index in {@link Workload#addressSpaces()}
 * @param name QEMU's name, for example {@code memory} or {@code virtio-net-pci}; not unique
 * @param root number of the root region within the run; equal numbers mean the same region; -1 if
 *     not recorded
 * @param origin {@link Origin#INFERRED} if only a listener's registration mentions it
 */
public record AddressSpaceInfo(int id, String name, int root, Origin origin) {}
