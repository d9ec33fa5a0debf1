package dev.quiesce.api.seam;

import java.util.function.BooleanSupplier;

/**
 * A read-write lock of the JDK whose use a {@link LockWatch} follows. A share is a lock of its own,
 * which readers have and writers wait for, as in {@link ComposedReadWriteLock}.
 */
final class WatchedReadWriteLock implements ReadWriteLock {
  private final String name;
  private final String shared;
  private final ReadWriteLock lock;
  private final BooleanSupplier passes;

  /** {@code passes}: whether the running thread may take a share although a writer waits. */
  WatchedReadWriteLock(String name, ReadWriteLock lock, BooleanSupplier passes) {
    this.name = name;
    this.shared = name + ComposedReadWriteLock.SHARED;
    this.lock = lock;
    this.passes = passes;
  }

  @Override
  public void lockRead() {
    LockWatch watch = Seam.lockWatch();
    if (watch != null && !passes.getAsBoolean()) {
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
    if (watch != null) {
      watch.acquiring(name);
      // A writer that waits keeps new readers out: it has the lock already.
      watch.acquired(name);
      watch.marked(MarkerKind.SHARES_WAIT, shared);
    }
    lock.lockWrite();
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
