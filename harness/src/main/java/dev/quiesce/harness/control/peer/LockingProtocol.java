package dev.quiesce.harness.control.peer;

import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.ReadWriteLock;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.sync.QemuThread;
import java.util.Set;

/**
 * QEMU's protocol and lists under a lock: every walk shares it, every change of a list has it
 * alone.
 *
 * <p><b>Locks</b>: inside the BQL where that is held; a walk without the BQL takes it alone, so its
 * callbacks may not take the BQL.
 */
final class LockingProtocol extends QemuProtocol {
  private final ReadWriteLock lock;

  LockingProtocol(Vm vm, Set<Ingredient> ingredients, ReadWriteLock lock) {
    super(vm, ingredients);
    this.lock = lock;
  }

  @Override
  public void walk(QemuThread self, ListenerWalk walk) {
    lock.lockRead();
    try {
      super.walk(self, walk);
    } finally {
      lock.unlockRead();
    }
  }

  @Override
  protected void link(MemoryListener listener, AddressSpace space) {
    lock.lockWrite();
    super.link(listener, space);
    lock.unlockWrite();
  }

  @Override
  protected void unlink(MemoryListener listener, AddressSpace space) {
    lock.lockWrite();
    super.unlink(listener, space);
    lock.unlockWrite();
  }
}
