package dev.quiesce.harness.impossible;

import static dev.quiesce.harness.impossible.ChoicePlugin.DROP_BQL;
import static dev.quiesce.harness.impossible.ChoicePlugin.LOCK_IN_WALKS;
import static dev.quiesce.harness.impossible.ChoicePlugin.NOT_IN_BQL_WALKS;
import static dev.quiesce.harness.impossible.ChoicePlugin.ONE_LOCK;
import static dev.quiesce.harness.impossible.ChoicePlugin.SKIP_BUSY;
import static dev.quiesce.harness.impossible.ChoicePlugin.WAIT_FIRST;
import static dev.quiesce.harness.impossible.ChoicePlugin.WAIT_HELD;
import static dev.quiesce.harness.impossible.ChoicePlugin.WAIT_LAST;

import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Replay;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.sync.QemuThread;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;

/** QEMU's protocol with a lock for each listener, or one for all, taken as switched on. */
final class LockProtocol extends QemuProtocol {
  /** Filled in while listeners are registered in the set-up, then read only. */
  private final IdentityHashMap<MemoryListener, Mutex> locks = new IdentityHashMap<>();

  private final Mutex shared = Seam.mutex("the lock of all listeners");

  LockProtocol(Vm vm, Set<Ingredient> ingredients) {
    super(vm, ingredients);
  }

  private Mutex lockOf(MemoryListener listener) {
    return has(ONE_LOCK) ? shared : Objects.requireNonNull(locks.get(listener));
  }

  @Override
  protected void link(MemoryListener listener, AddressSpace space) {
    locks.put(listener, Seam.mutex("the lock of " + listener.name()));
    super.link(listener, space);
  }

  @Override
  public void walk(QemuThread self, ListenerWalk walk) {
    boolean locks = has(LOCK_IN_WALKS) && !(has(NOT_IN_BQL_WALKS) && self.holdsBql());
    super.walk(self, locks || has(SKIP_BUSY) ? new Locked(walk) : walk);
  }

  /** The same walk, with the listener's lock around each visit. */
  private final class Locked extends ListenerWalk {
    private final ListenerWalk walk;

    Locked(ListenerWalk walk) {
      super(walk.callback(), walk.scope(), walk.unlocked());
      this.walk = walk;
    }

    @Override
    public void visit(QemuThread self, MemoryListener listener) {
      Mutex lock = lockOf(listener);
      if (has(SKIP_BUSY)) {
        if (!lock.tryLock()) {
          return;
        }
      } else {
        lock.lock();
      }
      try {
        walk.visit(self, listener);
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public Unregistration unregister(
      QemuThread self, MemoryListener listener, boolean refusable, Replay replay) {
    Mutex lock = lockOf(listener);
    if (has(WAIT_FIRST)) {
      await(self, lock);
    }
    if (has(WAIT_HELD)) {
      lock.lock();
    }
    Unregistration outcome = super.unregister(self, listener, refusable, replay);
    if (has(WAIT_HELD)) {
      lock.unlock();
    }
    if (has(WAIT_LAST)) {
      await(self, lock);
    }
    return outcome;
  }

  private void await(QemuThread self, Mutex lock) {
    if (has(DROP_BQL)) {
      vm().bql().unlock(self);
    }
    lock.lock();
    lock.unlock();
    if (has(DROP_BQL)) {
      vm().bql().lock(self, "unregister waited");
    }
  }
}
