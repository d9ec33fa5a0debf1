package dev.quiesce.api.seam;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a controlled process does instead of each operation of the seam. One controller belongs to
 * one execution; the running thread finds it through {@link Seam#controller()}.
 *
 * <p>Every method but {@link #allocated} may hand control to another thread before it acts. A
 * controller may end the execution at any call by throwing an {@link Error}, which callers must let
 * pass.
 */
public interface Controller {

  /** Numbers a new object of the running thread. No scheduling point. */
  int allocated(SharedObject object);

  /** The running thread's name in the model. No scheduling point. */
  String threadName();

  /**
   * Whether call sites are worth keeping: true while one execution is re-run for a person to read.
   * No scheduling point.
   */
  boolean explaining();

  /**
   * Whether a class belongs to the scheduler, whose frames no report shows. No scheduling point.
   */
  boolean isScheduler(String className);

  /** Reads {@code field} of {@code object}. */
  @Nullable Object load(SharedField field, SharedObject object, AccessMode mode);

  /** Writes {@code field} of {@code object}. */
  void store(SharedField field, SharedObject object, @Nullable Object value, AccessMode mode);

  /** Atomic compare-and-set; compares references, or boxed values by {@code equals}. */
  boolean compareAndSet(
      SharedField field, SharedObject object, @Nullable Object expected, @Nullable Object value);

  /** Atomic exchange; returns the old value. */
  @Nullable Object getAndSet(SharedField field, SharedObject object, @Nullable Object value);

  /** Atomic read-modify-write; returns the old value. */
  Object update(SharedField field, SharedObject object, UnaryOperator<Object> change);

  /**
   * Adds a reference unless there is none, or drops one.
   *
   * @return when adding, whether there was one; when dropping, whether it was the last
   */
  boolean count(SharedField field, SharedObject object, boolean add);

  /** A full fence, or an asymmetric barrier that acts on every thread. */
  void fence(Fence fence, String site);

  /** A new mutex, free. */
  Mutex mutex(String name);

  /** A new event. */
  Event event(String name, boolean set);

  /** A new thread, not started. */
  SeamThread thread(String name, boolean daemon, Runnable body);

  /** Executes one indivisible step of a specification, once it is enabled. */
  void step(AtomicStep step);

  /**
   * Storage comes to life ({@code freed} false) or is given back: the latter writes every location
   * in it.
   */
  void lifetime(Lifetime lifetime, boolean freed, Runnable action);

  /** The running thread is about to throw {@code fault}, which the model has no way to survive. */
  void failing(Error fault);

  /** Something happened that a promise speaks of. */
  void mark(Marker marker);
}
