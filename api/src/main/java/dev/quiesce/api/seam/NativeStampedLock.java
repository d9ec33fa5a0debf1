package dev.quiesce.api.seam;

import java.util.concurrent.locks.StampedLock;

/**
 * The JDK's stamped lock in its pessimistic modes. An optimistic read is of no use to a walk: it
 * would find out only after it has called a listener that may be gone.
 */
final class NativeStampedLock implements ReadWriteLock {
  private final StampedLock lock = new StampedLock();

  @Override
  public void lockRead() {
    long unused = lock.readLock();
  }

  @Override
  public void unlockRead() {
    lock.asReadLock().unlock();
  }

  @Override
  public void lockWrite() {
    long unused = lock.writeLock();
  }

  @Override
  public void unlockWrite() {
    lock.asWriteLock().unlock();
  }
}
