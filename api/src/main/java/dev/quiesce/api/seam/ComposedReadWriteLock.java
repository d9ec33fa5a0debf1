package dev.quiesce.api.seam;

/**
 * The contract of {@link ReadWriteLock} made of a mutex and an event. A waiting writer keeps new
 * readers out when the lock is strict, as a stamped lock may; otherwise a reader that holds a share
 * already may take another.
 */
final class ComposedReadWriteLock implements ReadWriteLock {
  /** What the name of a lock's share ends with. */
  static final String SHARED = " (shared)";

  private final Mutex gate;
  private final Mutex guard;
  private final Event noReaders;
  private final boolean strict;

  /** What a reader has and a writer waits for; another lock than the writer's in the order. */
  private final String shared;

  @Confined("under guard")
  private int readers;

  ComposedReadWriteLock(String name, boolean strict) {
    this.gate = Seam.mutex(name);
    this.guard = Seam.mutex(name + " (count)");
    this.noReaders = Seam.event("readers of " + name, true);
    this.strict = strict;
    this.shared = name + SHARED;
  }

  @Override
  public void lockRead() {
    if (strict) {
      gate.lock();
    }
    guard.lock();
    if (readers++ == 0) {
      noReaders.reset();
    }
    guard.unlock();
    if (strict) {
      gate.unlock();
    }
    Seam.mark(MarkerKind.SHARE_TAKEN, null, shared);
  }

  @Override
  public void unlockRead() {
    Seam.mark(MarkerKind.SHARE_RETURNED, null, shared);
    guard.lock();
    readers--;
    if (readers == 0) {
      noReaders.set();
    }
    guard.unlock();
  }

  @Override
  public void lockWrite() {
    gate.lock();
    Seam.mark(MarkerKind.SHARES_WAIT, null, shared);
    guard.lock();
    while (readers > 0) {
      guard.unlock();
      noReaders.await();
      guard.lock();
    }
  }

  @Override
  public void unlockWrite() {
    guard.unlock();
    gate.unlock();
  }
}
