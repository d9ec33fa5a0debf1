package dev.quiesce.strategy.migrationblock;

import static dev.quiesce.strategy.migrationblock.MigrationBlockStrategy.COUNT_WALKERS;
import static dev.quiesce.strategy.migrationblock.MigrationBlockStrategy.GATE_AT_START;
import static dev.quiesce.strategy.migrationblock.MigrationBlockStrategy.POSTPONE_WHEN_IT_CANNOT_FAIL;
import static dev.quiesce.strategy.migrationblock.MigrationBlockStrategy.REFUSE_REGISTER;
import static dev.quiesce.strategy.migrationblock.MigrationBlockStrategy.REFUSE_UNREGISTER;
import static dev.quiesce.strategy.migrationblock.MigrationBlockStrategy.WAIT_WALKERS_AT_END;

import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.RefusedException;
import dev.quiesce.api.memory.Replay;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.strategy.Switch;
import dev.quiesce.api.sync.QemuThread;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import java.util.Set;

/**
 * QEMU's protocol with a gate that a migration closes.
 *
 * <p>Invariants, all under the BQL: while the gate is closed no listener is linked or unlinked, but
 * by operations that were under way when it closed ({@link State#CHANGES}), and those the
 * migration's start waits for.
 */
final class MigrationBlockProtocol extends QemuProtocol {
  private final State state = new State();
  private final Walkers walkers = new Walkers();
  private final Postponed postponed = new Postponed();
  private final Event changesOver = Seam.event("changes of the listeners under way", false);
  private final Switch countWalkers;

  /** What the BQL protects; through the seam, so that a schedule shows it. */
  private static final class State extends SharedObject {
    static final IntField<State> MIGRATING =
        IntField.of(MethodHandles.lookup(), State.class, "migrating");
    static final IntField<State> CHANGES =
        IntField.of(MethodHandles.lookup(), State.class, "changes");

    @SuppressWarnings("unused") // through MIGRATING
    private int migrating;

    @SuppressWarnings(
        "unused") // through CHANGES: more than one only while callbacks nest or drop the BQL
    private int changes;

    @Override
    public String label() {
      return "migration gate";
    }
  }

  MigrationBlockProtocol(Vm vm, Set<Ingredient> ingredients) {
    super(vm, ingredients);
    this.countWalkers = Switch.of(ingredients, COUNT_WALKERS);
  }

  @Override
  public void walk(QemuThread self, ListenerWalk walk) {
    if (walk.unlocked() && !self.holdsBql() && countWalkers.on()) {
      walkers.enter();
      try {
        super.walk(self, walk);
      } finally {
        walkers.leave();
      }
    } else {
      super.walk(self, walk);
    }
  }

  @Override
  public void register(
      QemuThread self, MemoryListener listener, AddressSpace space, Replay replay) {
    if (closed() && has(REFUSE_REGISTER)) {
      throw new RefusedException(
          "memory_listener_register("
              + listener.name()
              + ") while a migration runs: retry after it");
    }
    changing(() -> super.register(self, listener, space, replay));
  }

  @Override
  public Unregistration unregister(
      QemuThread self, MemoryListener listener, boolean refusable, Replay replay) {
    if (listener.addressSpace() == null) {
      return Unregistration.NOT_REGISTERED;
    }
    if (postponed.contains(listener)) {
      return Unregistration.POSTPONED;
    }
    if (closed() && refusable && has(REFUSE_UNREGISTER)) {
      throw new RefusedException(
          "memory_listener_unregister("
              + listener.name()
              + ") while a migration runs: retry after it");
    }
    if (closed() && !refusable && has(POSTPONE_WHEN_IT_CANNOT_FAIL)) {
      postponed.add(new Postponed.Removal(listener, replay));
      return Unregistration.POSTPONED;
    }
    remove(self, listener, replay);
    return Unregistration.DONE;
  }

  private void remove(QemuThread self, MemoryListener listener, Replay replay) {
    changing(
        () -> {
          Unregistration unused = super.unregister(self, listener, false, replay);
        });
  }

  private void changing(Runnable change) {
    if (!closed() && countWalkers.on()) {
      // Legal with the BQL held: no walker takes it inside a walk. Not closed, a walker may enter
      // right after.
      walkers.awaitNone();
    }
    State.CHANGES.setPlain(state, State.CHANGES.getPlain(state) + 1);
    try {
      change.run();
    } finally {
      int left = State.CHANGES.getPlain(state) - 1;
      State.CHANGES.setPlain(state, left);
      if (left == 0 && closed()) {
        changesOver.set();
      }
    }
  }

  private boolean closed() {
    return State.MIGRATING.getPlain(state) != 0;
  }

  @Override
  public void release(QemuThread self, Owner owner) {
    if (!postponed.holdsUp(owner)) {
      super.release(self, owner);
      return;
    }
    if (owner.kind() == OwnerKind.HEAP) {
      vm().heap().noteRetired(owner);
    }
    postponed.addOwner(owner);
  }

  @Override
  public void migrationStarts(QemuThread self) {
    State.MIGRATING.setPlain(state, 1);
    if (!has(GATE_AT_START) || self.inCallback()) {
      return;
    }
    // A change under way has dropped the BQL in a callback; let it finish before the first walker.
    for (changesOver.reset(); State.CHANGES.getPlain(state) > 0; changesOver.reset()) {
      vm().bql().unlock(self);
      changesOver.await();
      vm().bql().lock(self, "migration gate");
    }
  }

  @Override
  public void migrationEnded(QemuThread self) {
    if (has(WAIT_WALKERS_AT_END)) {
      walkers.awaitNone();
    }
    State.MIGRATING.setPlain(state, 0);
    while (!closed()) {
      Optional<Postponed.Removal> removal = postponed.next();
      if (removal.isEmpty()) {
        return;
      }
      remove(self, removal.get().listener(), removal.get().replay());
      Seam.mark(
          MarkerKind.UNREGISTER_COMPLETED, removal.get().listener(), Unregistration.POSTPONED);
      postponed.takeReady().forEach(owner -> releaseLate(self, owner));
    }
  }

  private void releaseLate(QemuThread self, Owner owner) {
    if (owner.kind() == OwnerKind.HEAP) {
      vm().heap().free(owner);
    } else {
      super.release(self, owner);
    }
  }
}
