package dev.quiesce.harness.control;

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
import java.util.stream.Stream;

/**
 * The RFC series with a customised RCU callback that kicks a signal in place of the drain, BQL
 * kept. Expected to deadlock in every unregister: the callback runs on the call_rcu thread, under
 * the BQL that the waiter holds.
 */
public final class SignalControl implements StrategyPlugin {
  /** The scenarios in which somebody unregisters. */
  private static final List<String> UNREGISTERING =
      List.of(
          "clear-vs-unregister",
          "balloon-hint",
          "tlb-protect-code",
          "appendix-a",
          "bus-unrealize",
          "rival-in-drain",
          "vcpu-mmio",
          "wrapper-owner",
          "reuse-in-place",
          "stack-listener",
          "unregister-in-callback",
          "unregister-in-rcu-callback",
          "bql-dropped-in-callback",
          "migration-start-race",
          "guest-eject-during-migration",
          "switchover",
          "drain-vs-synchronize",
          "backlog");

  /** For {@link java.util.ServiceLoader}. */
  public SignalControl() {}

  @Override
  public StrategyDescriptor descriptor() {
    Set<Ingredient> ingredients = new HashSet<>(Controls.RFC);
    ingredients.add(Ingredients.WAIT_SIGNAL);
    List<Limit> limits =
        Stream.concat(
                UNREGISTERING.stream()
                    .map(
                        scenario ->
                            Controls.limit(
                                Promise.NO_DEADLOCK,
                                scenario,
                                "*",
                                "the callback needs the BQL that its waiter holds")),
                Stream.of(
                    Controls.limit(
                        Promise.NO_LOGICAL_USE_AFTER_FREE,
                        "find-vs-destroy",
                        "init",
                        "an address space is published before its first map exists")))
            .toList();
    return Controls.descriptor(
        "control-signal",
        "the RFC series with a callback that kicks a signal, BQL kept",
        "thread, Xu's answer to Hajnoczi",
        ingredients,
        Set.of(
            Promise.KEEPS_BQL,
            Promise.LEGAL_DURING_MIGRATION,
            Promise.READERS_NEVER_BLOCK,
            Promise.BOUNDED_BACKLOG),
        limits);
  }

  @Override
  public Protocol create(Vm vm, Set<Ingredient> ingredients) {
    return new QemuProtocol(vm, ingredients);
  }
}
