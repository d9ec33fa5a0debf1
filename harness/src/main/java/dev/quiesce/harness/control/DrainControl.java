package dev.quiesce.harness.control;

import static dev.quiesce.harness.control.Controls.limit;

import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Ingredients;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The RFC series 1/4 to 4/4 as posted. Expected to deadlock wherever unregister runs inside a read
 * section or on the call_rcu thread, and to let a rival in while it waits.
 */
public final class DrainControl implements StrategyPlugin {
  /** For {@link java.util.ServiceLoader}. */
  public DrainControl() {}

  @Override
  public StrategyDescriptor descriptor() {
    String section = "the drain waits for the read section that its own thread is in";
    Set<Ingredient> ingredients = new HashSet<>(Controls.RFC);
    ingredients.add(Ingredients.WAIT_DRAIN);
    List<Limit> limits =
        List.of(
            limit(Promise.NO_DEADLOCK, "appendix-a", "*", section),
            limit(Promise.NO_DEADLOCK, "bus-unrealize", "*", section),
            limit(Promise.NO_DEADLOCK, "guest-eject-during-migration", "*", section),
            limit(
                Promise.NO_DEADLOCK,
                "unregister-in-rcu-callback",
                "*",
                "the call_rcu thread would drain its own callbacks"),
            limit(
                Promise.NO_LOGICAL_USE_AFTER_FREE,
                "rival-in-drain",
                "*",
                "address_space is stored after the drain, so the rival unlinks what is unlinked"),
            limit(
                Promise.NO_LOGICAL_USE_AFTER_FREE,
                "find-vs-destroy",
                "init",
                "an address space is published before its first map exists"));
    return Controls.descriptor(
        "control-drain",
        "the RFC series as posted",
        "20230225163141.1209368-1-peterx@redhat.com",
        ingredients,
        Set.of(
            Promise.LEGAL_DURING_MIGRATION,
            Promise.READERS_NEVER_BLOCK,
            Promise.BOUNDED_BACKLOG,
            Promise.SAFE_WITHOUT_MIGRATION),
        Controls.all(limits, Controls.UNSAFE_BQL_WALKS));
  }

  @Override
  public Protocol create(Vm vm, Set<Ingredient> ingredients) {
    return new QemuProtocol(vm, ingredients);
  }
}
