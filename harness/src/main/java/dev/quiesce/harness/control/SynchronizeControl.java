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
 * The RFC series with {@code synchronize_rcu()} in place of the drain, BQL kept. Expected to
 * deadlock with a vCPU that waits for the BQL inside its read section, and wherever unregister runs
 * inside one; and to return before earlier RCU callbacks have run, which the drain would not.
 */
public final class SynchronizeControl implements StrategyPlugin {
  /** For {@link java.util.ServiceLoader}. */
  public SynchronizeControl() {}

  @Override
  public StrategyDescriptor descriptor() {
    String section = "the grace period waits for the read section that its own thread is in";
    Set<Ingredient> ingredients = new HashSet<>(Controls.RFC);
    ingredients.add(Ingredients.WAIT_SYNCHRONIZE);
    List<Limit> limits =
        List.of(
            limit(
                Promise.NO_DEADLOCK,
                "vcpu-mmio",
                "*",
                "a vCPU waits for the BQL inside the section that the BQL's holder awaits"),
            limit(Promise.NO_DEADLOCK, "appendix-a", "*", section),
            limit(Promise.NO_DEADLOCK, "bus-unrealize", "*", section),
            limit(Promise.NO_DEADLOCK, "guest-eject-during-migration", "*", section),
            limit(
                Promise.NO_LOGICAL_USE_AFTER_FREE,
                "find-vs-destroy",
                "init",
                "an address space is published before its first map exists"),
            limit(
                Promise.NO_LOST_CALLBACK,
                "drain-vs-synchronize",
                "*",
                "a grace period waits for readers, not for the callbacks that were queued before"));
    return Controls.descriptor(
        "control-synchronize",
        "the RFC series with synchronize_rcu(), BQL kept",
        "thread, Hajnoczi on drain_call_rcu() and synchronize_rcu()",
        ingredients,
        Set.of(
            Promise.KEEPS_BQL,
            Promise.LEGAL_DURING_MIGRATION,
            Promise.READERS_NEVER_BLOCK,
            Promise.BOUNDED_BACKLOG,
            Promise.SAFE_WITHOUT_MIGRATION,
            Promise.ANY_OWNER),
        Controls.all(limits, Controls.UNSAFE_BQL_WALKS));
  }

  @Override
  public Protocol create(Vm vm, Set<Ingredient> ingredients) {
    return new QemuProtocol(vm, ingredients);
  }
}
