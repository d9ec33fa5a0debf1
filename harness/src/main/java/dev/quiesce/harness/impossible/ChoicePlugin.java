package dev.quiesce.harness.impossible;

import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Ingredients;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The choices that a fix has in a dilemma, as ingredients over QEMU's protocol. Not a subject of
 * the comparison: it is in no catalogue, and its only form promises everything.
 */
public final class ChoicePlugin implements StrategyPlugin {
  /** Its id. */
  public static final String ID = "choice";

  /** Owners that may wait for their free at once: fewer than the backlog scenario unregisters. */
  private static final int BACKLOG = 2;

  private static final String SOURCE = "issue: I1 to I7";

  static final Ingredient LOCK_IN_WALKS =
      ingredient("lock-in-walks", "a walk takes the listener's lock around each visit");
  static final Ingredient SKIP_BUSY =
      ingredient("skip-busy", "a walk leaves a listener out whose lock is taken");
  static final Ingredient ONE_LOCK =
      ingredient("one-lock", "all listeners share one lock instead of having one each");
  static final Ingredient NOT_IN_BQL_WALKS =
      ingredient("not-in-bql-walks", "a walk under the BQL takes no listener's lock");
  static final Ingredient WAIT_FIRST =
      ingredient("wait-first", "unregister takes and releases the lock before its replay");
  static final Ingredient WAIT_HELD =
      ingredient("wait-held", "unregister holds the lock from before its replay to its return");
  static final Ingredient WAIT_LAST =
      ingredient("wait-last", "unregister takes and releases the lock after the unlinking");
  static final Ingredient DROP_BQL =
      ingredient("drop-bql", "unregister releases the BQL while it waits for the lock");
  static final Ingredient RCU_NODES =
      ingredient("rcu-nodes", "walks go over the registry's nodes, freed through RCU");
  static final Ingredient HAZARD_NODES =
      ingredient(
          "hazard-nodes",
          "walks go over the registry's nodes, freed when no walker's hazard pointer is at them");
  static final Ingredient RESUME_BY_KEY =
      ingredient(
          "resume-by-key", "a walker at a dead node begins again behind its key, from the head");

  private static Ingredient ingredient(String id, String what) {
    return new Ingredient(id, what, SOURCE);
  }

  @Override
  public StrategyDescriptor descriptor() {
    List<Ingredient> all =
        List.of(
            LOCK_IN_WALKS,
            SKIP_BUSY,
            ONE_LOCK,
            NOT_IN_BQL_WALKS,
            WAIT_FIRST,
            WAIT_HELD,
            WAIT_LAST,
            DROP_BQL,
            RCU_NODES,
            HAZARD_NODES,
            RESUME_BY_KEY,
            Ingredients.RCU_LISTENER_LISTS,
            Ingredients.READ_LOCK_IN_CLEAR,
            Ingredients.CURSOR_IN_BQL_WALKS,
            Ingredients.WAIT_SYNCHRONIZE,
            Ingredients.WAIT_DRAIN,
            Ingredients.DEFERRED_FREE,
            Ingredients.DEFERRED_CLEAR);
    Form everything =
        new Form("everything", Set.of(), EnumSet.allOf(Promise.class), List.of(), List.of());
    return new StrategyDescriptor(
        ID,
        Role.CONTROL,
        "what a fix may do in a dilemma",
        SOURCE,
        all,
        List.of(everything),
        BACKLOG);
  }

  @Override
  public Protocol create(Vm vm, Set<Ingredient> ingredients) {
    return ingredients.contains(RCU_NODES) || ingredients.contains(HAZARD_NODES)
        ? new NodeProtocol(vm, ingredients)
        : new LockProtocol(vm, ingredients);
  }
}
