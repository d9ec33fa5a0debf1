package dev.quiesce.api.memory;

import dev.quiesce.api.sync.QemuThread;

/**
 * What the owner of a listener put into its function pointers.
 *
 * <p>Callbacks run on the thread that walks, under the locks that it holds. They may throw; the
 * walk ends then.
 */
public interface ListenerCallbacks {
  /**
   * Whether the pointer is set; a constant of the object. Walkers skip a listener whose pointer is
   * null.
   */
  boolean isSet(Callback callback);

  /** Receives one call whose pointer is set. */
  void call(QemuThread self, MemoryListener listener, Call call);
}
