package dev.quiesce.api.memory;

import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.Sections;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the proposed fixes; one object per machine, supplied by a strategy. Nothing
 * else in the model depends on the strategy.
 *
 * <p>Unless said otherwise the caller holds the BQL. Every method is called by the thread that
 * {@code self} stands for.
 */
public interface Protocol {

  /**
   * How {@code self} treats ambient read sections; called once per thread, before its first use of
   * the model.
   */
  Sections sections(QemuThread self);

  /**
   * Visits the listeners that {@code walk} means, in its callback's direction. The caller may hold
   * no lock at all.
   */
  void walk(QemuThread self, ListenerWalk walk);

  /**
   * Links {@code listener} and replays the map to it.
   *
   * @throws RefusedException before any change
   */
  void register(QemuThread self, MemoryListener listener, AddressSpace space, Replay replay);

  /**
   * Replays the map away from {@code listener} and unlinks it.
   *
   * @param refusable false where the caller cannot fail: a finalizer, the switchover
   * @throws RefusedException before any change, if {@code refusable}
   */
  Unregistration unregister(
      QemuThread self, MemoryListener listener, boolean refusable, Replay replay);

  /**
   * The owner's code is done with an owner of kind HEAP or QOM: frees its storage now or later, in
   * QEMU's way or in its own.
   */
  void release(QemuThread self, Owner owner);

  /** Makes a new address space visible; {@code render} renders its first map. */
  void publish(QemuThread self, AddressSpace space, Runnable render);

  /** Takes an address space off the list. */
  void unpublish(QemuThread self, AddressSpace space);

  /** Calls {@code action} for every address space, in order of their publication. */
  void forEachAddressSpace(QemuThread self, Consumer<AddressSpace> action);

  /**
   * {@code memory_region_to_address_space}: the first with that root. The caller may hold no BQL,
   * but is inside a section.
   */
  @Nullable AddressSpace findAddressSpace(QemuThread self, MemoryRegion root);

  /** Enters what protects a look-up in the list of address spaces; the caller may hold no lock. */
  void enterFind(QemuThread self);

  /** Leaves it. */
  void leaveFind(QemuThread self);

  /**
   * Whether {@code guest_phys_blocks_append} walks the flat view instead of registering a listener
   * on its stack.
   */
  boolean walksMapInsteadOfTemporaryListener();

  /** A migration starts: before dirty logging is switched on. */
  void migrationStarts(QemuThread self);

  /**
   * The migration has ended (completed, failed or cancelled): after dirty logging was switched off.
   */
  void migrationEnded(QemuThread self);
}
