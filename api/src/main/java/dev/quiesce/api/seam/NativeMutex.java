package dev.quiesce.api.seam;

import java.util.concurrent.locks.ReentrantLock;

/** The mutex of a process with real threads. */
final class NativeMutex extends Mutex {
  private final ReentrantLock lock = new ReentrantLock();

  NativeMutex(String name) {
    super(name);
  }

  @Override
  public void lock() {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          name()
              + " is taken twice by "
              + Thread.currentThread().getName()
              + ": it is not recursive");
    }
    lock.lock();
  }

  @Override
  public boolean tryLock() {
    return !lock.isHeldByCurrentThread() && lock.tryLock();
  }

  @Override
  public void unlock() {
    if (!lock.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          name()
              + " is released by "
              + Thread.currentThread().getName()
              + ", which does not hold it");
    }
    lock.unlock();
  }

  @Override
  public boolean heldByCurrentThread() {
    return lock.isHeldByCurrentThread();
  }
}
