package dev.quiesce.api.seam;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The JDK's reentrant read-write lock. */
final class NativeReadWriteLock implements ReadWriteLock {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  /** Whether the running thread has a share, and so may take another past a waiting writer. */
  boolean isSharedByCurrentThread() {
    return lock.getReadHoldCount() > 0;
  }

  @Override
  public void lockRead() {
    lock.readLock().lock();
  }

  @Override
  public void unlockRead() {
    lock.readLock().unlock();
  }

  @Override
  public void lockWrite() {
    lock.writeLock().lock();
  }

  @Override
  public void unlockWrite() {
    lock.writeLock().unlock();
  }
}
