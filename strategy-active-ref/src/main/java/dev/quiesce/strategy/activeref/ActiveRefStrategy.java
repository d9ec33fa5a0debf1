package dev.quiesce.strategy.activeref;

import static dev.quiesce.api.strategy.Ingredients.CURSOR_IN_BQL_WALKS;
import static dev.quiesce.api.strategy.Ingredients.PUBLISH_AFTER_RENDER;
import static dev.quiesce.api.strategy.Ingredients.RCU_ADDRESS_SPACES;
import static dev.quiesce.api.strategy.Ingredients.RCU_TRAVERSAL_IN_FIND;
import static dev.quiesce.api.strategy.Ingredients.READ_LOCK_IN_CLEAR;

import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.MergeProposals;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.api.strategy.Sufficiency;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Walks without the BQL go over nodes that belong to the registry, one for each registration with
 * {@code log_clear}; a walker announces the node for as long as it calls the listener, and
 * unregister closes the node and waits until nobody announces it.
 *
 * <p><b>Protocol</b>. Register: the BQL; links on QEMU's two lists and, closed, on the list of
 * nodes; replays; opens the node. Unregister: the BQL; closes the node, unlinks from every list,
 * waits for the visits of that node, replays, returns; the node is freed after a grace period, the
 * owner at once. Walk without the BQL: a read section over the nodes; announce, check, call, leave.
 * Walk with the BQL: QEMU's own lists, with a cursor that an unlinking moves on, because callbacks
 * drop the BQL.
 *
 * <p><b>Promises</b>: see the descriptor; all of them but serial callbacks.
 *
 * <p><b>Memory effects</b>: announcement and closed mark are two words, so a store and a load of
 * different words must not pass each other on either side: {@link VisitSlots} says which side of
 * the asymmetric barrier stands where. The leave's release happens before the waiter's look, hence
 * the visit before the owner's free. The release of the node's insertion pairs with the acquire of
 * the RCU iterator.
 *
 * <p><b>Blocking</b>: a walk never. Unregister, BQL held: for the callbacks of that one listener
 * which are in flight on threads without the BQL, never for a walk, a reader or a grace period.
 *
 * <p><b>Limits</b>: two preconditions, which QEMU's lock order forces already. P1: a callback of a
 * walk without the BQL neither takes the BQL nor waits for a grace period. P2: a callback that
 * drops the BQL does not touch its owner afterwards. Such a callback overlaps the replay of its
 * listener's unregister: waiting for it would be a deadlock. Behind a stalled reader nodes pile up
 * without bound; owners do not.
 *
 * <p><b>Source</b>: not in the thread. qemu-facts §11.5; Michael's hazard pointers for the
 * announcement; {@code kernfs_get_active} and {@code kernfs_drain} of Linux (fs/kernfs/dir.c) for
 * references that can be closed, and the name.
 */
public final class ActiveRefStrategy implements StrategyPlugin {
  private static final String NODE_SOURCE = "qemu-facts §11.5";
  private static final String VISIT_SOURCE = "hazard pointers; Linux, fs/kernfs/dir.c";

  static final Ingredient REGISTRY_NODE =
      new Ingredient(
          "registry-node",
          "walks without the BQL go over a list of nodes that the registry owns, one for each"
              + " listener with log_clear, freed through RCU",
          NODE_SOURCE);
  static final Ingredient ACTIVE_REF =
      new Ingredient("active-ref", "a walker announces the node around each call", VISIT_SOURCE);
  static final Ingredient CLOSED_CHECK =
      new Ingredient(
          "closed-check", "a walker does not call the listener of a closed node", VISIT_SOURCE);
  static final Ingredient AWAIT_VISITS =
      new Ingredient(
          "await-visits",
          "unregister closes the node and waits for the walkers that announce it, BQL kept",
          VISIT_SOURCE);
  static final Ingredient RETIRE_BEFORE_REPLAY =
      new Ingredient(
          "retire-before-replay",
          "unregister unlinks (and closes, and waits) before its replay, not after it",
          "qemu-facts §1.3: QEMU unlinks last");
  static final Ingredient CALLABLE_AFTER_REPLAY =
      new Ingredient(
          "callable-after-replay",
          "a node is closed until register's replay has ended",
          "qemu-facts §1.3: QEMU links first");

  private static final Sufficiency SUFFICIENT =
      new Sufficiency(
          false,
          List.of(
              Set.of(
                  REGISTRY_NODE,
                  READ_LOCK_IN_CLEAR,
                  ACTIVE_REF,
                  CLOSED_CHECK,
                  AWAIT_VISITS,
                  CURSOR_IN_BQL_WALKS,
                  RCU_ADDRESS_SPACES,
                  PUBLISH_AFTER_RENDER)));

  private static final String WITH_LOG_CLEAR = "with-log-clear";

  /** For {@link java.util.ServiceLoader}. */
  public ActiveRefStrategy() {}

  @Override
  public StrategyDescriptor descriptor() {
    return new StrategyDescriptor(
        "active-ref",
        Role.FIX,
        "nodes of the registry's own; unregister waits for the calls of its listener in flight",
        "not in the thread; hazard pointers, Linux's kernfs active references",
        List.of(
            REGISTRY_NODE,
            READ_LOCK_IN_CLEAR,
            ACTIVE_REF,
            CLOSED_CHECK,
            AWAIT_VISITS,
            RETIRE_BEFORE_REPLAY,
            CALLABLE_AFTER_REPLAY,
            CURSOR_IN_BQL_WALKS,
            RCU_ADDRESS_SPACES,
            RCU_TRAVERSAL_IN_FIND,
            PUBLISH_AFTER_RENDER),
        List.of(complete(), withoutWait(), nodesOnly()),
        0,
        List.of(),
        SUFFICIENT);
  }

  @Override
  public Optional<String> mergeProposal() {
    return MergeProposals.beside(ActiveRefStrategy.class);
  }

  @Override
  public Protocol create(Vm vm, Set<Ingredient> ingredients) {
    return new ActiveRefProtocol(vm, ingredients);
  }

  private static Form complete() {
    return new Form(
        Form.COMPLETE,
        Set.of(
            REGISTRY_NODE,
            READ_LOCK_IN_CLEAR,
            ACTIVE_REF,
            CLOSED_CHECK,
            AWAIT_VISITS,
            RETIRE_BEFORE_REPLAY,
            CALLABLE_AFTER_REPLAY,
            CURSOR_IN_BQL_WALKS,
            RCU_ADDRESS_SPACES,
            RCU_TRAVERSAL_IN_FIND,
            PUBLISH_AFTER_RENDER),
        Set.of(
            Promise.NO_CALLBACK_AFTER_UNREGISTER,
            Promise.NO_CALLBACK_AFTER_REGION_DEL,
            Promise.NO_CALLBACK_BEFORE_REGION_ADD,
            Promise.NO_OVERLAP_WITH_REPLAY,
            Promise.KEEPS_BQL,
            Promise.LEGAL_IN_READ_SECTION,
            Promise.LEGAL_IN_CALLBACK,
            Promise.LEGAL_DURING_MIGRATION,
            Promise.READERS_NEVER_BLOCK,
            Promise.BOUNDED_BACKLOG,
            Promise.SAFE_WITHOUT_MIGRATION,
            Promise.ANY_OWNER),
        List.of(
            new Limit(
                Promise.NO_OVERLAP_WITH_REPLAY,
                "bql-dropped-in-callback",
                "*",
                "a callback of a walk under the BQL drops it, and another thread unregisters its"
                    + " listener meanwhile")),
        List.of());
  }

  /** What QEMU's population of today needs: no removable listener has log_clear. */
  private static Form withoutWait() {
    return new Form(
        "without-wait",
        Set.of(
            REGISTRY_NODE,
            READ_LOCK_IN_CLEAR,
            CURSOR_IN_BQL_WALKS,
            RCU_ADDRESS_SPACES,
            RCU_TRAVERSAL_IN_FIND,
            PUBLISH_AFTER_RENDER),
        Set.of(
            Promise.KEEPS_BQL,
            Promise.LEGAL_IN_READ_SECTION,
            Promise.LEGAL_IN_CALLBACK,
            Promise.LEGAL_DURING_MIGRATION,
            Promise.READERS_NEVER_BLOCK,
            Promise.BOUNDED_BACKLOG),
        calledWithoutProtection(),
        List.of());
  }

  /** The node alone. */
  private static Form nodesOnly() {
    List<Limit> limits = new ArrayList<>(calledWithoutProtection());
    limits.addAll(
        Limit.inVariants(
            Promise.NO_USE_AFTER_FREE,
            "unregister-in-callback",
            List.of(
                "self-forward", "self-reverse", "self-and-next-forward", "self-and-next-reverse"),
            "the walk under the BQL goes on from the listener that its own callback has freed"));
    limits.add(
        new Limit(
            Promise.NO_USE_AFTER_FREE,
            "bql-dropped-in-callback",
            "*",
            "the walk under the BQL goes on from the listener that was freed meanwhile"));
    limits.add(
        new Limit(
            Promise.NO_LOST_CALLBACK,
            "find-vs-destroy",
            "destroy",
            "the look-up ends at the removed address space"));
    limits.add(
        new Limit(
            Promise.NO_LOGICAL_USE_AFTER_FREE,
            "find-vs-destroy",
            "init",
            "an address space is published before its first map exists"));
    return new Form(
        "nodes-only",
        Set.of(REGISTRY_NODE, READ_LOCK_IN_CLEAR),
        Set.of(
            Promise.KEEPS_BQL,
            Promise.LEGAL_IN_READ_SECTION,
            Promise.LEGAL_DURING_MIGRATION,
            Promise.READERS_NEVER_BLOCK,
            Promise.BOUNDED_BACKLOG),
        limits,
        List.of());
  }

  /**
   * A removable listener with log_clear, which QEMU does not have today, is called all the same.
   */
  private static List<Limit> calledWithoutProtection() {
    List<Limit> limits = new ArrayList<>();
    for (String scenario :
        List.of(
            "clear-vs-unregister",
            "balloon-hint",
            "tlb-protect-code",
            "wrapper-owner",
            "migration-start-race")) {
      String variant = scenario.equals("migration-start-race") ? "*" : WITH_LOG_CLEAR;
      limits.add(
          new Limit(
              Promise.NO_USE_AFTER_FREE,
              scenario,
              variant,
              "the owner is freed while a walker calls its listener"));
      limits.add(
          new Limit(
              Promise.NO_LOGICAL_USE_AFTER_FREE,
              scenario,
              variant,
              "address_space is cleared while a walker is at the listener"));
    }
    for (String scenario : List.of("reuse-in-place", "switchover")) {
      limits.add(
          new Limit(
              Promise.NO_LOGICAL_USE_AFTER_FREE,
              scenario,
              WITH_LOG_CLEAR,
              "address_space is cleared while a walker is at the listener"));
    }
    return limits;
  }
}
