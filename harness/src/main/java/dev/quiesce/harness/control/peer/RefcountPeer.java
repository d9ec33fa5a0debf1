package dev.quiesce.harness.control.peer;

import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.control.Controls;
import java.util.List;
import java.util.Set;

/** A count of the visits in each owner, which an unregistration waits for. */
public final class RefcountPeer implements StrategyPlugin {
  /** For {@link java.util.ServiceLoader}. */
  public RefcountPeer() {}

  @Override
  public StrategyDescriptor descriptor() {
    return Controls.descriptor(
        "peer-refcount",
        "a count of visits in each owner, which unregister waits for",
        "object_ref()/object_unref() of QEMU",
        Set.of(),
        Set.of(
            Promise.KEEPS_BQL,
            Promise.LEGAL_DURING_MIGRATION,
            Promise.BOUNDED_BACKLOG,
            Promise.LEGAL_IN_READ_SECTION),
        Controls.all(
            PeerLimits.staleArray("the walker counts itself in storage that is gone"),
            PeerLimits.ofItsOwnVisit(),
            List.of(PeerLimits.waitsForItsBql())));
  }

  @Override
  public Protocol create(Vm vm, Set<Ingredient> ingredients) {
    return new GuardedProtocol(vm, ingredients, VisitCount::new);
  }
}
