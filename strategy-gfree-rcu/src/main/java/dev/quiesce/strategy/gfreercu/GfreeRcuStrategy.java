package dev.quiesce.strategy.gfreercu;

import static dev.quiesce.api.strategy.Ingredients.DEFERRED_CLEAR;
import static dev.quiesce.api.strategy.Ingredients.DEFERRED_FREE;
import static dev.quiesce.api.strategy.Ingredients.MAP_INSTEAD_OF_TEMPORARY;
import static dev.quiesce.api.strategy.Ingredients.PUBLISH_AFTER_RENDER;
import static dev.quiesce.api.strategy.Ingredients.RCU_ADDRESS_SPACES;
import static dev.quiesce.api.strategy.Ingredients.RCU_LISTENER_LISTS;
import static dev.quiesce.api.strategy.Ingredients.RCU_TRAVERSAL_IN_FIND;
import static dev.quiesce.api.strategy.Ingredients.READ_LOCK_IN_CLEAR;
import static dev.quiesce.api.strategy.Ingredients.SAFE_BQL_WALKS;
import static dev.quiesce.api.strategy.Ingredients.SECTION_ON_BQL_WALKS;

import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import java.util.List;
import java.util.Set;

/**
 * Solution A: nobody waits; every owner of a memory listener is released with {@code g_free_rcu()},
 * so that a walker inside a read section never meets freed storage.
 *
 * <p><b>Protocol</b>. Register and unregister: the BQL; unregister replays, unlinks with the RCU
 * variants and returns. Clear walk: a read section. Walk under the BQL: a read section too, for
 * callbacks that drop the BQL, over links that a removal leaves intact. Free and the clearing of
 * {@code address_space}: RCU callbacks, in this order: clear, then free.
 *
 * <p><b>Promises</b>: see the descriptor. Nothing blocks and nothing is refused; in exchange a
 * walker may call a listener after its unregistration returned.
 *
 * <p><b>Memory effects</b>: the release store of an RCU insertion pairs with the acquire load of
 * the RCU iterator; an unlinking needs none, because a walker may take either way round; the grace
 * period orders every section that could have met the listener before its free.
 *
 * <p><b>Blocking</b>: none, on either side.
 *
 * <p><b>Limits</b>: the links stay embedded in the owner, so an owner on a stack and an owner that
 * is zeroed and registered again in place are not helped. The number of retired owners has no
 * bound.
 *
 * <p><b>Source</b>: 20230225163141.1209368-1-peterx@redhat.com, "Solution A"; the patches 1/4 to
 * 4/4 without the drain; {@code g_free_rcu} of include/qemu/rcu.h.
 */
public final class GfreeRcuStrategy implements StrategyPlugin {
  private static final List<Ingredient> ALL =
      List.of(
          RCU_LISTENER_LISTS,
          RCU_ADDRESS_SPACES,
          READ_LOCK_IN_CLEAR,
          RCU_TRAVERSAL_IN_FIND,
          DEFERRED_FREE,
          DEFERRED_CLEAR,
          SECTION_ON_BQL_WALKS,
          SAFE_BQL_WALKS,
          PUBLISH_AFTER_RENDER,
          MAP_INSTEAD_OF_TEMPORARY);

  private static final Set<Promise> NOBODY_WAITS =
      Set.of(
          Promise.KEEPS_BQL,
          Promise.LEGAL_IN_READ_SECTION,
          Promise.LEGAL_DURING_MIGRATION,
          Promise.READERS_NEVER_BLOCK);

  private static final Limit STACK =
      new Limit(
          Promise.NO_USE_AFTER_FREE,
          "stack-listener",
          "*",
          "the end of a stack frame cannot be deferred");
  private static final Limit REUSE_LOST =
      new Limit(
          Promise.NO_LOST_CALLBACK,
          "reuse-in-place",
          "*",
          "zeroing the struct cuts the links under a parked walker");
  private static final Limit REUSE_LOGICAL =
      new Limit(
          Promise.NO_LOGICAL_USE_AFTER_FREE,
          "reuse-in-place",
          "with-log-clear",
          "a walker inside the struct meets it zeroed");

  /** For {@link java.util.ServiceLoader}. */
  public GfreeRcuStrategy() {}

  @Override
  public StrategyDescriptor descriptor() {
    return new StrategyDescriptor(
        "gfree-rcu",
        Role.FIX,
        "release every owner with g_free_rcu(), wait for nobody",
        "20230225163141.1209368-1-peterx@redhat.com, Solution A",
        ALL,
        List.of(complete(), asProposed(), freeOnly()),
        StrategyDescriptor.UNBOUNDED);
  }

  @Override
  public Protocol create(Vm vm, Set<Ingredient> ingredients) {
    return new QemuProtocol(vm, ingredients);
  }

  private static Form complete() {
    return new Form(
        Form.COMPLETE,
        Set.of(
            RCU_LISTENER_LISTS,
            RCU_ADDRESS_SPACES,
            READ_LOCK_IN_CLEAR,
            RCU_TRAVERSAL_IN_FIND,
            DEFERRED_FREE,
            DEFERRED_CLEAR,
            SECTION_ON_BQL_WALKS,
            SAFE_BQL_WALKS,
            PUBLISH_AFTER_RENDER),
        Set.of(
            Promise.KEEPS_BQL,
            Promise.LEGAL_IN_READ_SECTION,
            Promise.LEGAL_IN_CALLBACK,
            Promise.LEGAL_DURING_MIGRATION,
            Promise.READERS_NEVER_BLOCK,
            Promise.SAFE_WITHOUT_MIGRATION),
        List.of(STACK, REUSE_LOST, REUSE_LOGICAL),
        List.of());
  }

  private static Form asProposed() {
    String cleared = "address_space is cleared while a walker is inside the listener";
    return new Form(
        Form.AS_PROPOSED,
        Set.of(
            RCU_LISTENER_LISTS,
            RCU_ADDRESS_SPACES,
            READ_LOCK_IN_CLEAR,
            RCU_TRAVERSAL_IN_FIND,
            DEFERRED_FREE),
        NOBODY_WAITS,
        List.of(
            STACK,
            REUSE_LOST,
            REUSE_LOGICAL,
            new Limit(
                Promise.NO_LOGICAL_USE_AFTER_FREE,
                "clear-vs-unregister",
                "with-log-clear",
                cleared),
            new Limit(Promise.NO_LOGICAL_USE_AFTER_FREE, "balloon-hint", "with-log-clear", cleared),
            new Limit(
                Promise.NO_LOGICAL_USE_AFTER_FREE, "tlb-protect-code", "with-log-clear", cleared),
            new Limit(
                Promise.NO_LOGICAL_USE_AFTER_FREE,
                "migration-start-race",
                "with-log-clear",
                cleared),
            new Limit(
                Promise.NO_LOGICAL_USE_AFTER_FREE, "wrapper-owner", "with-log-clear", cleared),
            new Limit(
                Promise.NO_LOGICAL_USE_AFTER_FREE,
                "unregister-in-callback",
                "*",
                "a reverse walk follows the prev pointer that the removal zeroed"),
            new Limit(
                Promise.NO_USE_AFTER_FREE,
                "bql-dropped-in-callback",
                "*",
                "a walk under the BQL is no read section, and its callback drops the BQL"),
            new Limit(
                Promise.NO_LOGICAL_USE_AFTER_FREE,
                "find-vs-destroy",
                "init",
                "an address space is published before its first map exists")),
        List.of());
  }

  private static Form freeOnly() {
    String zeroed =
        "the plain removal zeroes next under a parked walker, whose walk then ends early";
    String unprotected = "without a read section a walk is not what the deferred free waits for";
    return new Form(
        "free-only",
        Set.of(DEFERRED_FREE),
        NOBODY_WAITS,
        List.of(
            STACK,
            REUSE_LOST,
            REUSE_LOGICAL,
            new Limit(Promise.NO_LOST_CALLBACK, "clear-vs-unregister", "*", zeroed),
            new Limit(
                Promise.NO_LOGICAL_USE_AFTER_FREE,
                "clear-vs-unregister",
                "with-log-clear",
                "address_space is cleared while a walker is inside the listener"),
            new Limit(Promise.NO_LOST_CALLBACK, "balloon-hint", "*", zeroed),
            new Limit(Promise.NO_USE_AFTER_FREE, "balloon-hint", "*", unprotected),
            new Limit(Promise.NO_LOST_CALLBACK, "tlb-protect-code", "*", zeroed),
            new Limit(Promise.NO_LOST_CALLBACK, "wrapper-owner", "*", zeroed),
            new Limit(Promise.NO_LOST_CALLBACK, "migration-start-race", "*", zeroed),
            new Limit(Promise.NO_LOST_CALLBACK, "switchover", "*", zeroed),
            new Limit(Promise.NO_LOST_CALLBACK, "guest-eject-during-migration", "*", zeroed),
            new Limit(Promise.NO_LOST_CALLBACK, "unregister-in-callback", "*", zeroed),
            new Limit(
                Promise.NO_LOGICAL_USE_AFTER_FREE,
                "unregister-in-callback",
                "*",
                "a reverse walk follows the prev pointer that the removal zeroed"),
            new Limit(Promise.NO_USE_AFTER_FREE, "bql-dropped-in-callback", "*", unprotected),
            new Limit(
                Promise.NO_LOST_CALLBACK,
                "find-vs-destroy",
                "destroy",
                "the look-up ends at the removed address space"),
            new Limit(
                Promise.NO_LOGICAL_USE_AFTER_FREE,
                "find-vs-destroy",
                "init",
                "an address space is published before its first map exists")),
        List.of());
  }
}
