package dev.quiesce.api.sync;

/**
 * Told of each hold of a lock, for measurement; called by the holder right after it released the
 * lock.
 */
@FunctionalInterface
public interface LockObserver {
  /** Measures nothing; a lock that has it reads no clock. */
  LockObserver NONE = (lock, site, waitedNanos, heldNanos) -> {};

  /**
   * One hold has ended.
   *
   * @param site where the lock was taken
   * @param waitedNanos ns from the request to the acquisition
   * @param heldNanos ns from the acquisition to the release
   */
  void held(String lock, String site, long waitedNanos, long heldNanos);
}
