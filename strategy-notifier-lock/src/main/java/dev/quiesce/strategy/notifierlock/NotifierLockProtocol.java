package dev.quiesce.strategy.notifierlock;

import static dev.quiesce.strategy.notifierlock.NotifierLockStrategy.LOCK_IN_BQL_WALKS;
import static dev.quiesce.strategy.notifierlock.NotifierLockStrategy.LOCK_IN_CLEAR;
import static dev.quiesce.strategy.notifierlock.NotifierLockStrategy.LOCK_IN_REGISTER;
import static dev.quiesce.strategy.notifierlock.NotifierLockStrategy.LOCK_IN_UNREGISTER;
import static dev.quiesce.strategy.notifierlock.NotifierLockStrategy.LOCK_WHOLE_OPERATION;

import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Replay;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.strategy.Switch;
import dev.quiesce.api.sync.QemuThread;
import java.util.Set;

/**
 * QEMU's protocol with a leaf lock.
 *
 * <p><b>Locks</b>: the notifier lock nests inside the BQL, {@code bitmap_mutex} and the page lock;
 * what a callback takes (KVM's {@code kml_slots_lock}) nests inside it. An operation inside another
 * one of the same thread finds the lock held and passes.
 */
final class NotifierLockProtocol extends QemuProtocol {
  private final Mutex lock;
  private final Switch wholeOperation;
  private final Switch inRegister;
  private final Switch inUnregister;
  private final Switch inClear;
  private final Switch inBqlWalks;

  NotifierLockProtocol(Vm vm, Set<Ingredient> ingredients) {
    super(vm, ingredients);
    this.lock = vm.mutexes().apply("notifier lock");
    this.wholeOperation = Switch.of(ingredients, LOCK_WHOLE_OPERATION);
    this.inRegister = Switch.of(ingredients, LOCK_IN_REGISTER);
    this.inUnregister = Switch.of(ingredients, LOCK_IN_UNREGISTER);
    this.inClear = Switch.of(ingredients, LOCK_IN_CLEAR);
    this.inBqlWalks = Switch.of(ingredients, LOCK_IN_BQL_WALKS);
  }

  @Override
  public void walk(QemuThread self, ListenerWalk walk) {
    boolean taken = take((walk.unlocked() && !self.holdsBql()) ? inClear.on() : inBqlWalks.on());
    try {
      super.walk(self, walk);
    } finally {
      giveUp(taken);
    }
  }

  @Override
  public void register(
      QemuThread self, MemoryListener listener, AddressSpace space, Replay replay) {
    boolean taken = take(inRegister.on() && wholeOperation.on());
    try {
      super.register(self, listener, space, replay);
    } finally {
      giveUp(taken);
    }
  }

  @Override
  public Unregistration unregister(
      QemuThread self, MemoryListener listener, boolean refusable, Replay replay) {
    boolean taken = take(inUnregister.on() && wholeOperation.on());
    try {
      return super.unregister(self, listener, refusable, replay);
    } finally {
      giveUp(taken);
    }
  }

  @Override
  protected void link(MemoryListener listener, AddressSpace space) {
    boolean taken = take(inRegister.on());
    super.link(listener, space);
    giveUp(taken);
  }

  @Override
  protected void unlink(MemoryListener listener, AddressSpace space) {
    boolean taken = take(inUnregister.on());
    super.unlink(listener, space);
    giveUp(taken);
  }

  private boolean take(boolean wanted) {
    boolean taken = wanted && !lock.heldByCurrentThread();
    if (taken) {
      lock.lock();
    }
    return taken;
  }

  private void giveUp(boolean taken) {
    if (taken) {
      lock.unlock();
    }
  }
}
