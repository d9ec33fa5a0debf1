package dev.quiesce.harness.workload;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * One <em>registration</em> of a memory listener. A struct that is registered again, or a struct at
 * an address that was used before, is another entry with the same {@link #struct()}.
 *
 * @param id index in {@link Workload#listeners()}
 * @param struct number of the struct's address within the run; equal numbers mean equal addresses
 * @param name QEMU's name, for example {@code virtio}; empty if QEMU sets none
 * @param priority QEMU's priority, 0 to 2^32-1
 * @param addressSpace id of the address space
 * @param callbacks the callbacks that are set, as far as recorded
 * @param owner what embeds the listener
 * @param origin whether the registration was recorded
 */
public record ListenerInfo(
    int id,
    int struct,
    String name,
    long priority,
    int addressSpace,
    Set<Callback> callbacks,
    OwnerKind owner,
    Origin origin) {

  /** Copies the set, in the order of {@link Callback}. */
  public ListenerInfo {
    EnumSet<Callback> copy = EnumSet.noneOf(Callback.class);
    copy.addAll(callbacks);
    callbacks = Collections.unmodifiableSet(copy);
  }
}
