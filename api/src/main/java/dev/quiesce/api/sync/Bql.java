package dev.quiesce.api.sync;

import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;

/**
 * The big QEMU lock ({@code qemu_global_mutex}, softmmu/cpus.c): non-recursive, owner known, every
 * release and re-acquisition visible.
 *
 * <p>Protects: the region tree, address spaces, listener registration, all device state. Nests: see
 * the package.
 */
public final class Bql {
  private final Mutex mutex = Seam.mutex("BQL");
  private final LockObserver observer;

  @Confined("by the holder")
  private String site = "";

  @Confined("by the holder; System.nanoTime()")
  private long acquiredAt;

  @Confined("by the holder; ns")
  private long waited;

  /** Creates a free lock that reports each hold to {@code observer}. */
  public Bql(LockObserver observer) {
    this.observer = observer;
  }

  /**
   * {@code qemu_mutex_lock_iothread}: blocks until the lock is free.
   *
   * @param where the call site, for measurement
   * @throws IllegalStateException if {@code self} holds it already
   */
  public void lock(QemuThread self, String where) {
    if (self.holdsBql()) {
      throw new IllegalStateException(
          "BQL is taken twice by " + self.name() + " (" + where + "): it is not recursive");
    }
    if (observer == LockObserver.NONE) {
      mutex.lock();
    } else {
      long requested = System.nanoTime();
      mutex.lock();
      acquiredAt = System.nanoTime();
      waited = acquiredAt - requested;
      site = where;
    }
    self.holdsBql(true);
    Seam.mark(MarkerKind.BQL_TAKEN, null, where);
    self.sections().bqlTaken(self);
  }

  /**
   * {@code qemu_mutex_unlock_iothread}.
   *
   * @throws IllegalStateException if {@code self} does not hold it
   */
  public void unlock(QemuThread self) {
    requireHeld(self, "release of the BQL");
    self.sections().bqlReleasing(self);
    self.holdsBql(false);
    Seam.mark(MarkerKind.BQL_RELEASED, null, null);
    if (observer == LockObserver.NONE) {
      mutex.unlock();
    } else {
      String where = site;
      long waitedNanos = waited;
      long heldNanos = System.nanoTime() - acquiredAt;
      mutex.unlock();
      observer.held("BQL", where, waitedNanos, heldNanos);
    }
  }

  /**
   * Asserts that {@code self} holds the lock.
   *
   * @throws IllegalStateException naming {@code what} otherwise
   */
  public void requireHeld(QemuThread self, String what) {
    if (!self.holdsBql()) {
      throw new IllegalStateException(
          what + " by " + self.name() + " without the BQL: take it first");
    }
  }
}
