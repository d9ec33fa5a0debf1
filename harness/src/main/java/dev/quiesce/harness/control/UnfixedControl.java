package dev.quiesce.harness.control;

import static dev.quiesce.harness.control.Controls.limit;

import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * QEMU 7.2 as it is: plain lists, walks without protection, owners freed at once. Expected to show
 * use-after-free and lost callbacks wherever an unlocked walk meets an unregistration.
 */
public final class UnfixedControl implements StrategyPlugin {
  private static final List<String> WALK_MEETS_FREE =
      List.of(
          "clear-vs-unregister",
          "balloon-hint",
          "tlb-protect-code",
          "wrapper-owner",
          "migration-start-race");

  /** For {@link java.util.ServiceLoader}. */
  public UnfixedControl() {}

  @Override
  public StrategyDescriptor descriptor() {
    return Controls.descriptor(
        "control-unfixed",
        "QEMU as it is",
        "softmmu/memory.c of QEMU 7.2",
        Set.of(),
        Set.of(
            Promise.KEEPS_BQL,
            Promise.LEGAL_IN_READ_SECTION,
            Promise.LEGAL_DURING_MIGRATION,
            Promise.READERS_NEVER_BLOCK,
            Promise.BOUNDED_BACKLOG),
        Controls.all(walks(), others(), Controls.UNSAFE_BQL_WALKS));
  }

  @Override
  public Protocol create(Vm vm, Set<Ingredient> ingredients) {
    return new QemuProtocol(vm, ingredients);
  }

  private static List<Limit> walks() {
    List<Limit> limits = new ArrayList<>();
    for (String scenario : WALK_MEETS_FREE) {
      limits.add(
          limit(
              Promise.NO_USE_AFTER_FREE,
              scenario,
              "*",
              "nothing keeps the owner while a walker is at it"));
      limits.add(
          limit(
              Promise.NO_LOST_CALLBACK,
              scenario,
              "*",
              "the removal zeroes next under a parked walker"));
      limits.add(
          limit(
              Promise.NO_LOGICAL_USE_AFTER_FREE,
              scenario,
              scenario.equals("migration-start-race") ? "*" : "with-log-clear",
              "address_space is cleared while a walker is inside the listener"));
    }
    return limits;
  }

  private static List<Limit> others() {
    String freed = "nothing keeps the owner while a walker is at it";
    String cut = "the removal zeroes next under a parked walker";
    return List.of(
        limit(Promise.NO_USE_AFTER_FREE, "unregister-in-rcu-callback", "*", freed),
        limit(Promise.NO_LOST_CALLBACK, "unregister-in-rcu-callback", "*", cut),
        limit(
            Promise.NO_USE_AFTER_FREE,
            "stack-listener",
            "*",
            "the frame ends while a walker is at it"),
        limit(Promise.NO_LOST_CALLBACK, "stack-listener", "*", cut),
        limit(Promise.NO_LOST_CALLBACK, "reuse-in-place", "*", cut),
        limit(
            Promise.NO_LOGICAL_USE_AFTER_FREE,
            "reuse-in-place",
            "with-log-clear",
            "a walker inside the struct meets it zeroed"),
        limit(Promise.NO_LOST_CALLBACK, "guest-eject-during-migration", "*", cut),
        limit(Promise.NO_LOST_CALLBACK, "switchover", "*", cut),
        limit(
            Promise.NO_LOGICAL_USE_AFTER_FREE,
            "switchover",
            "with-log-clear",
            "address_space is cleared while a walker is inside the listener"),
        limit(Promise.NO_USE_AFTER_FREE, "backlog", "*", freed),
        limit(Promise.NO_LOST_CALLBACK, "backlog", "*", cut),
        limit(
            Promise.NO_LOST_CALLBACK,
            "find-vs-destroy",
            "destroy",
            "the look-up ends at the removed address space"),
        limit(
            Promise.NO_LOGICAL_USE_AFTER_FREE,
            "find-vs-destroy",
            "init",
            "an address space is published before its first map exists"));
  }
}
