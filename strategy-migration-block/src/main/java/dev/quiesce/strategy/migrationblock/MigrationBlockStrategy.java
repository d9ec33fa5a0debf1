package dev.quiesce.strategy.migrationblock;

import static dev.quiesce.api.strategy.Ingredients.CURSOR_IN_BQL_WALKS;
import static dev.quiesce.api.strategy.Ingredients.MAP_INSTEAD_OF_TEMPORARY;
import static dev.quiesce.api.strategy.Ingredients.PUBLISH_AFTER_RENDER;
import static dev.quiesce.api.strategy.Ingredients.RCU_ADDRESS_SPACES;
import static dev.quiesce.api.strategy.Ingredients.RCU_TRAVERSAL_IN_FIND;

import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.api.strategy.Sufficiency;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Hildenbrand's other direction: listeners are neither registered nor unregistered while a
 * migration runs, so its walks need no lock at all.
 *
 * <p><b>Protocol</b>. Register and unregister: the BQL, and refused while the gate is closed; where
 * unregister cannot fail, it is postponed, and its owner's release with it. Clear walk: no lock; it
 * announces itself. The migration's start closes the gate and waits for changes under way; its end
 * waits for the announced walkers, opens the gate and does what was postponed. Outside migrations a
 * change waits for the walkers that it finds inside. Plain lists; owners are freed at once.
 *
 * <p><b>Promises</b>: see the descriptor. They hold for the walks of a migration only.
 *
 * <p><b>Memory effects</b>: the walker's announcement is a full fence before its first look at the
 * list; the count that reaches 0 is read by the change with a volatile load, and so orders the walk
 * before the change.
 *
 * <p><b>Blocking</b>: walkers never. A change waits, BQL held, for walkers inside; the start of a
 * migration waits for a change that dropped the BQL in a callback; its end waits for its walkers.
 *
 * <p><b>Limits</b>: a walk without any migration, such as TCG's, may enter right after the look at
 * the count; to close that, the walker would have to wait for the change, which is a lock. So may a
 * hint of a failed or cancelled migration, which is idle before its hints are stopped. Callers must
 * be able to retry.
 *
 * <p><b>Source</b>: Hildenbrand to Xu, 3 March 2023, "not care about locking at all for this
 * special migration case".
 */
public final class MigrationBlockStrategy implements StrategyPlugin {
  private static final String MAIL = "thread, Hildenbrand, 3 March 2023, last mail";

  static final Ingredient REFUSE_UNREGISTER =
      new Ingredient(
          "refuse-unregister",
          "unregister is refused while a migration runs, where it can fail",
          MAIL);
  static final Ingredient REFUSE_REGISTER =
      new Ingredient("refuse-register", "register is refused while a migration runs", MAIL);
  static final Ingredient COUNT_WALKERS =
      new Ingredient(
          "count-walkers",
          "unlocked walkers announce themselves, and a change outside migrations waits for those"
              + " inside",
          "qemu-facts §2.2: walks without migration");
  static final Ingredient GATE_AT_START =
      new Ingredient(
          "gate-at-start",
          "a migration's start waits for changes whose callbacks have dropped the BQL",
          "qemu-facts §2.5, proxy_memory_listener_commit");
  static final Ingredient WAIT_WALKERS_AT_END =
      new Ingredient(
          "wait-walkers-at-end",
          "the gate opens when the announced walkers have left, not when the state says so",
          "design: unregister racing the end of a migration");
  static final Ingredient POSTPONE_WHEN_IT_CANNOT_FAIL =
      new Ingredient(
          "postpone-when-it-cannot-fail",
          "a finalizer's or the switchover's unregister is done, with the owner's release, when the"
              + " migration has ended",
          "qemu-facts §5: vfio_instance_finalize, vm_stop at switchover");

  private static final String BLOCKED = "a migration runs";

  /**
   * A temporary listener is either refused or replaced. What counts walkers and waits for them
   * narrows windows outside migrations that the complete form declares as its limits all the same.
   */
  private static final Sufficiency SUFFICIENT =
      new Sufficiency(
          false,
          List.of(
              Set.of(
                  REFUSE_UNREGISTER,
                  REFUSE_REGISTER,
                  POSTPONE_WHEN_IT_CANNOT_FAIL,
                  CURSOR_IN_BQL_WALKS,
                  RCU_ADDRESS_SPACES,
                  PUBLISH_AFTER_RENDER),
              Set.of(
                  REFUSE_UNREGISTER,
                  POSTPONE_WHEN_IT_CANNOT_FAIL,
                  CURSOR_IN_BQL_WALKS,
                  RCU_ADDRESS_SPACES,
                  PUBLISH_AFTER_RENDER,
                  MAP_INSTEAD_OF_TEMPORARY)));

  /** For {@link java.util.ServiceLoader}. */
  public MigrationBlockStrategy() {}

  @Override
  public StrategyDescriptor descriptor() {
    return new StrategyDescriptor(
        "migration-block",
        Role.FIX,
        "no (un)registration while a migration runs",
        "thread, David Hildenbrand, 3 March 2023",
        List.of(
            REFUSE_UNREGISTER,
            REFUSE_REGISTER,
            COUNT_WALKERS,
            GATE_AT_START,
            WAIT_WALKERS_AT_END,
            POSTPONE_WHEN_IT_CANNOT_FAIL,
            CURSOR_IN_BQL_WALKS,
            RCU_ADDRESS_SPACES,
            RCU_TRAVERSAL_IN_FIND,
            PUBLISH_AFTER_RENDER,
            MAP_INSTEAD_OF_TEMPORARY),
        List.of(complete(), asProposed()),
        StrategyDescriptor.UNBOUNDED,
        List.of(),
        SUFFICIENT);
  }

  @Override
  public Protocol create(Vm vm, Set<Ingredient> ingredients) {
    return new MigrationBlockProtocol(vm, ingredients);
  }

  /** What a walk shows that no migration covers. */
  private static List<Limit> withoutMigration(String enters, String hints) {
    List<Limit> limits = new ArrayList<>();
    for (String scenario : List.of("tlb-protect-code", "backlog")) {
      limits.add(new Limit(Promise.NO_USE_AFTER_FREE, scenario, "*", enters));
      limits.add(new Limit(Promise.NO_LOST_CALLBACK, scenario, "*", enters));
    }
    limits.add(
        new Limit(Promise.NO_LOGICAL_USE_AFTER_FREE, "tlb-protect-code", "with-log-clear", enters));
    for (Promise promise :
        List.of(
            Promise.NO_USE_AFTER_FREE,
            Promise.NO_LOST_CALLBACK,
            Promise.NO_LOGICAL_USE_AFTER_FREE)) {
      limits.addAll(
          Limit.inVariants(promise, "migration-start-race", List.of("failed", "cancelled"), hints));
    }
    return limits;
  }

  private static List<Limit> refusals(List<String> scenarios) {
    return scenarios.stream()
        .map(id -> new Limit(Promise.LEGAL_DURING_MIGRATION, id, "*", BLOCKED))
        .toList();
  }

  private static Form complete() {
    return new Form(
        Form.COMPLETE,
        Set.of(
            REFUSE_UNREGISTER,
            REFUSE_REGISTER,
            COUNT_WALKERS,
            GATE_AT_START,
            WAIT_WALKERS_AT_END,
            POSTPONE_WHEN_IT_CANNOT_FAIL,
            CURSOR_IN_BQL_WALKS,
            RCU_ADDRESS_SPACES,
            RCU_TRAVERSAL_IN_FIND,
            PUBLISH_AFTER_RENDER,
            MAP_INSTEAD_OF_TEMPORARY),
        Set.of(
            Promise.KEEPS_BQL,
            Promise.LEGAL_IN_READ_SECTION,
            Promise.LEGAL_IN_CALLBACK,
            Promise.READERS_NEVER_BLOCK),
        withoutMigration(
            "a walk that no migration announced enters right after the look at the count",
            "the state is idle before hinting stops, so a hint may begin after the gate has"
                + " opened"),
        refusals(
            List.of(
                "clear-vs-unregister",
                "balloon-hint",
                "wrapper-owner",
                "reuse-in-place",
                "unregister-in-rcu-callback",
                "migration-start-race",
                "guest-eject-during-migration",
                "switchover",
                "register-vs-walk")));
  }

  /** What plain lists and QEMU's own walks under the BQL show outside migrations. */
  private static List<Limit> plainLists() {
    return List.of(
        new Limit(
            Promise.NO_USE_AFTER_FREE,
            "bql-dropped-in-callback",
            "*",
            "outside a migration nothing keeps the listener while its callback has dropped the"
                + " BQL"),
        new Limit(
            Promise.NO_LOST_CALLBACK,
            "find-vs-destroy",
            "destroy",
            "the look-up ends at the removed address space"),
        new Limit(
            Promise.NO_LOGICAL_USE_AFTER_FREE,
            "find-vs-destroy",
            "init",
            "an address space is published before its first map exists"));
  }

  private static List<Limit> limitsAsProposed() {
    String cannotFail = "where it cannot fail, unregister goes on although a migration runs";
    List<Limit> limits =
        new ArrayList<>(
            withoutMigration(
                "outside a migration nothing is refused and no walker is waited for",
                "the state is idle while a hint is still inside, or before one begins"));
    limits.add(new Limit(Promise.NO_USE_AFTER_FREE, "unregister-in-rcu-callback", "*", cannotFail));
    limits.add(new Limit(Promise.NO_LOST_CALLBACK, "unregister-in-rcu-callback", "*", cannotFail));
    limits.add(new Limit(Promise.NO_LOST_CALLBACK, "switchover", "*", cannotFail));
    limits.add(
        new Limit(Promise.NO_LOGICAL_USE_AFTER_FREE, "switchover", "with-log-clear", cannotFail));
    limits.addAll(
        Limit.inVariants(
            Promise.NO_USE_AFTER_FREE,
            "unregister-in-callback",
            List.of(
                "self-forward", "self-reverse", "self-and-next-forward", "self-and-next-reverse"),
            "the walk goes on from the listener that its own callback has freed"));
    limits.addAll(plainLists());
    return limits;
  }

  private static Form asProposed() {
    return new Form(
        Form.AS_PROPOSED,
        Set.of(REFUSE_UNREGISTER, REFUSE_REGISTER),
        Set.of(Promise.KEEPS_BQL, Promise.LEGAL_IN_READ_SECTION, Promise.READERS_NEVER_BLOCK),
        limitsAsProposed(),
        refusals(
            List.of(
                "clear-vs-unregister",
                "balloon-hint",
                "wrapper-owner",
                "reuse-in-place",
                "migration-start-race",
                "guest-eject-during-migration",
                "register-vs-walk",
                "stack-listener")));
  }
}
