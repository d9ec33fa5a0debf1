package dev.quiesce.api.seam;

/**
 * A lock for many readers or one writer, as the JDK has it; not upgradable. Each operation is a
 * full fence. Blocking; not interruptible.
 *
 * <p>A process with real threads uses the JDK's own class. A controlled one composes the same
 * contract of mutexes and events, because a scheduler cannot see into the JDK's: what is explored
 * is the contract, what is measured is the JDK.
 */
public interface ReadWriteLock {
  /** Blocks until no writer has it, then shares it. */
  void lockRead();

  /** Gives one share back. */
  void unlockRead();

  /** Blocks until nobody has it, then has it alone. */
  void lockWrite();

  /** Gives it up. */
  void unlockWrite();
}
