package dev.quiesce.harness.replay;

import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;

/** A mutex that reports its waits and holds. */
final class MeteredMutex extends Mutex {
  private final Mutex mutex;
  private final LockMeter meter;
  private final String site;
  private long acquiredAt;
  private long waited;

  MeteredMutex(String name, LockMeter meter) {
    super(name);
    this.mutex = Seam.mutex(name);
    this.meter = meter;
    this.site = "";
  }

  @Override
  public void lock() {
    long requested = System.nanoTime();
    mutex.lock();
    acquired(requested);
  }

  @Override
  public boolean tryLock() {
    long requested = System.nanoTime();
    boolean taken = mutex.tryLock();
    if (taken) {
      acquired(requested);
    }
    return taken;
  }

  /** By the holder. */
  private void acquired(long requested) {
    acquiredAt = System.nanoTime();
    waited = acquiredAt - requested;
  }

  @Override
  public void unlock() {
    long waitedNanos = waited;
    long heldNanos = System.nanoTime() - acquiredAt;
    mutex.unlock();
    meter.held(name(), site, waitedNanos, heldNanos);
  }

  @Override
  public boolean heldByCurrentThread() {
    return mutex.heldByCurrentThread();
  }
}
