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
import dev.quiesce.api.strategy.Sufficiency;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
 * bound. As proposed, a walker inside a listener with log_clear may find {@code address_space}
 * cleared, a reverse walk does not survive the removal of the listener it is at, and a walk under
 * the BQL is unprotected once a callback has dropped the BQL. The deferred free alone also loses
 * callbacks, and does not wait for a walker outside any read section.
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

  /** What clearing {@code address_space} at once shows, where the victim has log_clear. */
  private static final List<Limit> CLEARED =
      Stream.of(
              "clear-vs-unregister",
              "balloon-hint",
              "tlb-protect-code",
              "wrapper-owner",
              "switchover",
              "migration-start-race")
          .map(
              scenario ->
                  new Limit(
                      Promise.NO_LOGICAL_USE_AFTER_FREE,
                      scenario,
                      scenario.equals("migration-start-race") ? "*" : "with-log-clear",
                      "address_space is cleared while a walker is inside the listener"))
          .toList();

  private static final List<Limit> REVERSE =
      Limit.inVariants(
          Promise.NO_LOGICAL_USE_AFTER_FREE,
          "unregister-in-callback",
          List.of("self-reverse", "self-and-next-reverse"),
          "a reverse walk goes on from the listener whose prev the removal has zeroed");
  private static final Limit HALF_MADE =
      new Limit(
          Promise.NO_LOGICAL_USE_AFTER_FREE,
          "find-vs-destroy",
          "init",
          "an address space is published before its first map exists");
  private static final List<String> WALKS_MEET_A_PLAIN_REMOVAL =
      List.of(
          "clear-vs-unregister",
          "balloon-hint",
          "tlb-protect-code",
          "wrapper-owner",
          "stack-listener",
          "unregister-in-rcu-callback",
          "bql-dropped-in-callback",
          "migration-start-race",
          "guest-eject-during-migration",
          "switchover",
          "backlog");

  /**
   * The safe walks' removal leaves both links, and so does for the listeners' lists what patch 1
   * does; the RCU iterators order memory, which no required promise speaks of.
   */
  private static final Sufficiency SUFFICIENT =
      new Sufficiency(
          false,
          List.of(
              Set.of(
                  RCU_ADDRESS_SPACES,
                  READ_LOCK_IN_CLEAR,
                  DEFERRED_FREE,
                  DEFERRED_CLEAR,
                  SECTION_ON_BQL_WALKS,
                  SAFE_BQL_WALKS,
                  PUBLISH_AFTER_RENDER)));

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
        StrategyDescriptor.UNBOUNDED,
        List.of(),
        SUFFICIENT);
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
    List<Limit> limits = new ArrayList<>(List.of(STACK, REUSE_LOST, REUSE_LOGICAL));
    limits.addAll(CLEARED);
    limits.addAll(REVERSE);
    limits.add(
        new Limit(
            Promise.NO_USE_AFTER_FREE,
            "bql-dropped-in-callback",
            "*",
            "a walk under the BQL is no read section, and its callback drops the BQL"));
    limits.add(HALF_MADE);
    return new Form(
        Form.AS_PROPOSED,
        Set.of(
            RCU_LISTENER_LISTS,
            RCU_ADDRESS_SPACES,
            READ_LOCK_IN_CLEAR,
            RCU_TRAVERSAL_IN_FIND,
            DEFERRED_FREE),
        NOBODY_WAITS,
        limits,
        List.of());
  }

  private static Form freeOnly() {
    List<Limit> limits = new ArrayList<>(List.of(STACK, REUSE_LOST, REUSE_LOGICAL));
    limits.addAll(CLEARED);
    limits.addAll(REVERSE);
    for (String scenario : WALKS_MEET_A_PLAIN_REMOVAL) {
      limits.add(
          new Limit(
              Promise.NO_LOST_CALLBACK,
              scenario,
              "*",
              "the plain removal zeroes next under a parked walker, whose walk then ends early"));
    }
    limits.addAll(
        Limit.inVariants(
            Promise.NO_LOST_CALLBACK,
            "unregister-in-callback",
            List.of("self-forward", "self-and-next-forward"),
            "the plain removal zeroes next under the walk that calls it"));
    for (String scenario :
        List.of("balloon-hint", "migration-start-race", "bql-dropped-in-callback")) {
      limits.add(
          new Limit(
              Promise.NO_USE_AFTER_FREE,
              scenario,
              "*",
              "the walker is in no read section, so the deferred free does not wait for it"));
    }
    limits.add(
        new Limit(
            Promise.NO_LOST_CALLBACK,
            "find-vs-destroy",
            "destroy",
            "the look-up ends at the removed address space"));
    limits.add(HALF_MADE);
    return new Form("free-only", Set.of(DEFERRED_FREE), NOBODY_WAITS, limits, List.of());
  }
}
