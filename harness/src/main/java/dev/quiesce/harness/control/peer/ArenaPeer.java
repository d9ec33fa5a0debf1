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

/** {@code Arena.ofShared().close()}: each owner's memory in an arena that unregister closes. */
public final class ArenaPeer implements StrategyPlugin {
  /** For {@link java.util.ServiceLoader}. */
  public ArenaPeer() {}

  @Override
  public StrategyDescriptor descriptor() {
    return Controls.descriptor(
        "peer-arena",
        "each owner in a shared arena, which unregister closes",
        "java.lang.foreign.Arena.ofShared().close()"
            + (SharedArena.isThere() ? "" : ", whose handshake this JDK lacks: not measured"),
        Set.of(),
        Set.of(
            Promise.KEEPS_BQL,
            Promise.LEGAL_DURING_MIGRATION,
            Promise.BOUNDED_BACKLOG,
            Promise.LEGAL_IN_READ_SECTION,
            Promise.READERS_NEVER_BLOCK),
        Controls.all(
            PeerLimits.ADDRESS_SPACES,
            PeerLimits.ofItsOwnVisit(),
            List.of(PeerLimits.waitsForItsBql())));
  }

  @Override
  public Protocol create(Vm vm, Set<Ingredient> ingredients) {
    return new GuardedProtocol(
        vm, ingredients, owned -> new ArenaSession(owned.name(), SharedArena.open()));
  }
}
