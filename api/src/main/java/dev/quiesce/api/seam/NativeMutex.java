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
    LockWatch watch = Seam.lockWatch();
    if (watch == null) {
      lock.lock();
    } else {
      watch.acquiring(name());
      lock.lock();
      watch.acquired(name());
    }
  }

  @Override
  public boolean tryLock() {
    boolean taken = !lock.isHeldByCurrentThread() && lock.tryLock();
    LockWatch watch = Seam.lockWatch();
    if (taken && watch != null) {
      // Not acquiring: who only tries never waits.
      watch.acquired(name());
    }
    return taken;
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
    LockWatch watch = Seam.lockWatch();
    if (watch != null) {
      watch.releasing(name());
    }
    lock.unlock();
  }

  @Override
  public boolean heldByCurrentThread() {
    return lock.isHeldByCurrentThread();
  }
}
