package dev.quiesce.api.seam;

/**
 * A read-write lock of the JDK whose use a {@link LockWatch} follows. A share is a lock of its own,
 * which readers have and writers wait for, as in {@link ComposedReadWriteLock}.
 */
final class WatchedReadWriteLock implements ReadWriteLock {
  private final String name;
  private final String shared;
  private final boolean strict;
  private final ReadWriteLock lock;

  WatchedReadWriteLock(String name, boolean strict, ReadWriteLock lock) {
    this.name = name;
    this.shared = name + ComposedReadWriteLock.SHARED;
    this.strict = strict;
    this.lock = lock;
  }

  @Override
  public void lockRead() {
    LockWatch watch = Seam.lockWatch();
    if (watch != null) {
      watch.acquiring(name);
    }
    lock.lockRead();
    if (watch != null) {
      watch.marked(MarkerKind.SHARE_TAKEN, shared);
    }
  }

  @Override
  public void unlockRead() {
    LockWatch watch = Seam.lockWatch();
    if (watch != null) {
      watch.marked(MarkerKind.SHARE_RETURNED, shared);
    }
    lock.unlockRead();
  }

  @Override
  public void lockWrite() {
    LockWatch watch = Seam.lockWatch();
    if (watch == null) {
      lock.lockWrite();
      return;
    }
    watch.acquiring(name);
    if (strict) {
      // A writer that waits keeps new readers out: it has the lock already.
      watch.acquired(name);
    }
    watch.marked(MarkerKind.SHARES_WAIT, shared);
    lock.lockWrite();
    if (!strict) {
      watch.acquired(name);
    }
  }

  @Override
  public void unlockWrite() {
    LockWatch watch = Seam.lockWatch();
    if (watch != null) {
      watch.releasing(name);
    }
    lock.unlockWrite();
  }
}
