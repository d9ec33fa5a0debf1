package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.Mutex;
import org.jspecify.annotations.Nullable;

/** A mutex whose waiting is a matter of the scheduler. */
final class ControlledMutex extends Mutex {
  private @Nullable Task owner;
  private final SyncClock unlocked = new SyncClock();

  ControlledMutex(String name) {
    super(name);
  }

  @Nullable Task owner() {
    return owner;
  }

  /** Frees a mutex whose owner is gone. */
  void abandon() {
    owner = null;
  }

  @Override
  public void lock() {
    Task self = Task.current();
    if (owner == self) {
      throw new IllegalStateException(
          name() + " is taken twice by " + self.threadName() + ": it is not recursive");
    }
    self.tell(observer -> observer.acquiring(self.info(), name()));
    self.announce(OpKind.LOCK, this, new long[] {Footprint.write(Footprint.lock(this))});
    owner = self;
    self.tell(observer -> observer.acquired(self.info(), name()));
    self.races().acquire(self, unlocked);
    self.note(() -> "lock " + name());
  }

  @Override
  public boolean tryLock() {
    Task self = Task.current();
    if (owner == self) {
      return false;
    }
    self.announce(OpKind.TRY_LOCK, this, new long[] {Footprint.write(Footprint.lock(this))});
    boolean free = owner == null;
    if (free) {
      owner = self;
      self.tell(observer -> observer.acquired(self.info(), name()));
      self.races().acquire(self, unlocked);
    }
    self.note(() -> "try to lock " + name() + " -> " + free);
    return free;
  }

  @Override
  public void unlock() {
    Task self = Task.current();
    self.announce(OpKind.UNLOCK, this, new long[] {Footprint.write(Footprint.lock(this))});
    if (owner != self) {
      throw new IllegalStateException(
          name() + " is released by " + self.threadName() + ", which does not hold it");
    }
    owner = null;
    self.tell(observer -> observer.releasing(self.info(), name()));
    self.races().release(self, unlocked);
    self.note(() -> "unlock " + name());
  }

  @Override
  public boolean heldByCurrentThread() {
    return owner == Task.current();
  }
}
