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

/** {@code CopyOnWriteArrayList}: safe to iterate, and no protection of what is in it. */
public final class CopyOnWritePeer implements StrategyPlugin {
  /** For {@link java.util.ServiceLoader}. */
  public CopyOnWritePeer() {}

  @Override
  public StrategyDescriptor descriptor() {
    return Controls.descriptor(
        "peer-copy-on-write",
        "a copied array of listeners, owners freed at once",
        "java.util.concurrent.CopyOnWriteArrayList",
        Set.of(),
        Set.of(
            Promise.KEEPS_BQL,
            Promise.LEGAL_DURING_MIGRATION,
            Promise.BOUNDED_BACKLOG,
            Promise.LEGAL_IN_READ_SECTION,
            Promise.READERS_NEVER_BLOCK),
        Controls.all(
            PeerLimits.staleArray("the array still holds what was freed"),
            PeerLimits.inCallback(
                Promise.NO_USE_AFTER_FREE,
                List.of("self-and-next-forward", "self-and-next-reverse"),
                "the array still holds what the callback has freed")));
  }

  @Override
  public Protocol create(Vm vm, Set<Ingredient> ingredients) {
    return new CopyingProtocol(vm, ingredients);
  }
}
