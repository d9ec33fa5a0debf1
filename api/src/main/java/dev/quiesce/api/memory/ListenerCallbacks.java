package dev.quiesce.api.memory;

import dev.quiesce.api.sync.QemuThread;

/**
 * What the owner of a listener put into its function pointers.
 *
 * <p>Callbacks run on the thread that walks, under the locks that it holds. One that throws an
 * exception changes nothing for anybody else: the other listeners are called, a transaction's
 * commit and a replay are delivered to their end, locks and read sections are given back, and then
 * the operation of {@link Memory} that made the call throws the first exception, with the others
 * suppressed in it. An {@link Error} is the end of the machine, like the memory faults of this
 * model: it ends the operation at once; locks and read sections are given back all the same.
 */
public interface ListenerCallbacks {
  /**
   * Whether the pointer is set; a constant of the object. Walkers skip a listener whose pointer is
   * null.
   */
  boolean isSet(Callback callback);

  /** Receives one call whose pointer is set. */
  void call(QemuThread self, MemoryListener listener, Call call);

  /**
   * Receives log_clear, the one call that comes thousands of times a second: as {@link #call}, but
   * without objects, so that a walk allocates nothing when this method is overridden.
   *
   * @param range the range of the listener's map that is cleared in part
   * @param offset of the first byte in the range's region, unsigned
   * @param bytes length, unsigned, not 0
   */
  default void logClear(
      QemuThread self, MemoryListener listener, FlatRange range, long offset, long bytes) {
    call(
        self,
        listener,
        Call.of(Callback.LOG_CLEAR, MemoryRegionSection.within(range, offset, bytes)));
  }
}
