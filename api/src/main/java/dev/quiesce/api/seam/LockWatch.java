package dev.quiesce.api.seam;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows which locks one real thread takes inside which, as the observer of a controlled process
 * does. Bound with {@link Seam#watch}; called by that thread only. Nothing here may throw, or wait
 * for a lock of the subject.
 */
public interface LockWatch {
  /** The thread is about to take the lock, whether or not it must wait. */
  void acquiring(String lock);

  /** The thread has the lock. */
  void acquired(String lock);

  /** The thread is about to give the lock up. */
  void releasing(String lock);

  /** The thread is about to wait until one of some threads raises an event. */
  void awaiting(List<String> raisers);

  /** What read sections, grace periods and shared locks tell of themselves. */
  void marked(MarkerKind kind, @Nullable Object detail);
}
