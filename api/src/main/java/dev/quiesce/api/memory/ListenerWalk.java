package dev.quiesce.api.memory;

import dev.quiesce.api.sync.QemuThread;
import org.jspecify.annotations.Nullable;

/**
 * One traversal of listeners, seen from the strategy: what is walked, under what, and what to do at
 * each listener.
 */
public abstract class ListenerWalk {
  private final Callback callback;
  private final @Nullable AddressSpace scope;
  private final boolean unlocked;

  /**
   * Describes a walk.
   *
   * @param callback which callback it calls, hence its direction
   * @param scope the address space whose listeners are meant; null for all listeners
   * @param unlocked whether the code around it guarantees no BQL
   */
  protected ListenerWalk(Callback callback, @Nullable AddressSpace scope, boolean unlocked) {
    this.callback = callback;
    this.scope = scope;
    this.unlocked = unlocked;
  }

  /** The callback that is called. */
  public final Callback callback() {
    return callback;
  }

  /** The address space whose listeners are walked; null for all listeners. */
  public final @Nullable AddressSpace scope() {
    return scope;
  }

  /**
   * Whether the walk may run without the BQL ({@code memory_region_clear_dirty_bitmap}); it may
   * hold it all the same.
   */
  public final boolean unlocked() {
    return unlocked;
  }

  /** Handles one listener: loads its function pointer and calls it if it is set. */
  public abstract void visit(QemuThread self, MemoryListener listener);
}
