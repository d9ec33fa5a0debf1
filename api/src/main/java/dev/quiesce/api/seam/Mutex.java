package dev.quiesce.api.seam;

/**
 * A non-recursive mutex that knows its holder. Locking and unlocking are full fences. Blocking; not
 * interruptible.
 */
public abstract class Mutex extends SharedObject {
  private final String name;

  /** Creates a free mutex. */
  protected Mutex(String name) {
    this.name = name;
  }

  /** The name that waits-for reports print. */
  public final String name() {
    return name;
  }

  /**
   * Blocks until the mutex is free, then holds it.
   *
   * @throws IllegalStateException if the running thread holds it already
   */
  public abstract void lock();

  /** Takes the mutex if it is free. */
  public abstract boolean tryLock();

  /**
   * Gives the mutex up.
   *
   * @throws IllegalStateException if the running thread does not hold it
   */
  public abstract void unlock();

  /** Whether the running thread holds the mutex. */
  public abstract boolean heldByCurrentThread();

  @Override
  public String label() {
    return name;
  }
}
