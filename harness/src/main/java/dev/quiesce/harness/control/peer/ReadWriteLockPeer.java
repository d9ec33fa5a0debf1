package dev.quiesce.harness.control.peer;

import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.control.Controls;
import java.util.List;
import java.util.Set;

/** {@code ReentrantReadWriteLock} around every walk and every change of a list. */
public final class ReadWriteLockPeer implements StrategyPlugin {
  /** For {@link java.util.ServiceLoader}. */
  public ReadWriteLockPeer() {}

  @Override
  public StrategyDescriptor descriptor() {
    return Controls.descriptor(
        "peer-rwlock",
        "every walk shares a read-write lock, every list change has it alone",
        "java.util.concurrent.locks.ReentrantReadWriteLock",
        Set.of(),
        Set.of(
            Promise.KEEPS_BQL,
            Promise.LEGAL_DURING_MIGRATION,
            Promise.BOUNDED_BACKLOG,
            Promise.LEGAL_IN_READ_SECTION),
        Controls.all(
            PeerLimits.ADDRESS_SPACES,
            List.of(
                PeerLimits.waitsForItsBql(),
                Controls.limit(
                    Promise.NO_DEADLOCK,
                    "unregister-in-callback",
                    "*",
                    "unregister waits for the walk that its own callback is part of"))));
  }

  @Override
  public Protocol create(Vm vm, Set<Ingredient> ingredients) {
    return new LockingProtocol(vm, ingredients, Seam.readWriteLock("listeners"));
  }
}
