package dev.quiesce.strategy.notifierlock;

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
 * Hildenbrand's lock: registering and unregistering need a new notifier lock and the BQL, a walk
 * needs either of them.
 *
 * <p><b>Protocol</b>. Register and unregister: the BQL, then the notifier lock; as proposed around
 * the change of the lists, complete around the whole operation with its replay. Clear walk: the
 * notifier lock, unless the walker holds the BQL. Walk under the BQL: nothing more, but with a
 * cursor that an unlinking moves on, because callbacks drop the BQL. Plain lists; owners are freed
 * at once.
 *
 * <p><b>Promises</b>: see the descriptor. An unlocked walk and a change exclude each other, so no
 * callback of one outlives the other, whatever the owner is.
 *
 * <p><b>Memory effects</b>: the mutex orders walkers and changes; the address spaces' list, which
 * look-ups read without it, is changed with the RCU variants (release pairs with the acquire of the
 * RCU iterator).
 *
 * <p><b>Blocking</b>: a clear walk waits for a change and a change for a clear walk, that is for
 * its callbacks, BQL held.
 *
 * <p><b>Limits</b>: a callback that has dropped the BQL may overlap its listener's unregister
 * replay, because waiting for it would be a deadlock. A replay callback that drops the BQL (whole
 * operation) or takes the page lock would close a lock cycle; none in QEMU 7.2 is known to do the
 * latter. The lock must not be taken in walks under the BQL: their callbacks drop the BQL.
 *
 * <p><b>Source</b>: Hildenbrand to Xu, 3 March 2023 10:10, "What about an additional simple lock?".
 */
public final class NotifierLockStrategy implements StrategyPlugin {
  private static final String MAIL = "thread, Hildenbrand, 3 March 2023 10:10";

  static final Ingredient LOCK_IN_REGISTER =
      new Ingredient("lock-in-register", "register takes the notifier lock to link", MAIL);
  static final Ingredient LOCK_IN_UNREGISTER =
      new Ingredient("lock-in-unregister", "unregister takes the notifier lock to unlink", MAIL);
  static final Ingredient LOCK_WHOLE_OPERATION =
      new Ingredient(
          "lock-whole-operation",
          "register and unregister, as far as they take the lock, hold it over the replay too",
          "thread, Hildenbrand, 2 March 2023: what is a notifier to do while it is already going"
              + " away?");
  static final Ingredient LOCK_IN_CLEAR =
      new Ingredient(
          "lock-in-clear",
          "the clear walk takes the notifier lock unless the walker holds the BQL",
          MAIL);
  static final Ingredient LOCK_IN_BQL_WALKS =
      new Ingredient(
          "lock-in-bql-walks",
          "walks under the BQL take the notifier lock as well",
          "ablation: more can be worse");

  private static final Limit STRANDED =
      new Limit(
          Promise.NO_USE_AFTER_FREE,
          "bql-dropped-in-callback",
          "*",
          "the walk holds neither lock once its callback has dropped the BQL");

  /**
   * The lock on registering, and over the replay, keeps promises beyond the required ones: order of
   * callbacks and replay.
   */
  private static final Sufficiency SUFFICIENT =
      new Sufficiency(
          false,
          List.of(
              Set.of(
                  LOCK_IN_UNREGISTER,
                  LOCK_IN_CLEAR,
                  CURSOR_IN_BQL_WALKS,
                  RCU_ADDRESS_SPACES,
                  PUBLISH_AFTER_RENDER)));

  /** For {@link java.util.ServiceLoader}. */
  public NotifierLockStrategy() {}

  @Override
  public StrategyDescriptor descriptor() {
    return new StrategyDescriptor(
        "notifier-lock",
        Role.FIX,
        "a change takes a notifier lock and the BQL, a walk takes either",
        "thread, David Hildenbrand, 3 March 2023",
        List.of(
            LOCK_IN_REGISTER,
            LOCK_IN_UNREGISTER,
            LOCK_WHOLE_OPERATION,
            LOCK_IN_CLEAR,
            LOCK_IN_BQL_WALKS,
            CURSOR_IN_BQL_WALKS,
            RCU_ADDRESS_SPACES,
            RCU_TRAVERSAL_IN_FIND,
            PUBLISH_AFTER_RENDER,
            MAP_INSTEAD_OF_TEMPORARY),
        List.of(complete(), asProposed(), lockEverywhere()),
        0,
        List.of(),
        SUFFICIENT);
  }

  @Override
  public Protocol create(Vm vm, Set<Ingredient> ingredients) {
    return new NotifierLockProtocol(vm, ingredients);
  }

  private static Form complete() {
    return new Form(
        Form.COMPLETE,
        Set.of(
            LOCK_IN_REGISTER,
            LOCK_IN_UNREGISTER,
            LOCK_WHOLE_OPERATION,
            LOCK_IN_CLEAR,
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

  private static Form asProposed() {
    List<Limit> limits =
        new ArrayList<>(
            List.of(
                STRANDED,
                new Limit(
                    Promise.NO_LOST_CALLBACK,
                    "find-vs-destroy",
                    "destroy",
                    "the look-up ends at the removed address space"),
                new Limit(
                    Promise.NO_LOGICAL_USE_AFTER_FREE,
                    "find-vs-destroy",
                    "init",
                    "an address space is published before its first map exists")));
    limits.addAll(
        Limit.inVariants(
            Promise.NO_USE_AFTER_FREE,
            "unregister-in-callback",
            List.of(
                "self-forward", "self-reverse", "self-and-next-forward", "self-and-next-reverse"),
            "the walk goes on from the listener that its own callback has freed"));
    return new Form(
        Form.AS_PROPOSED,
        Set.of(LOCK_IN_REGISTER, LOCK_IN_UNREGISTER, LOCK_IN_CLEAR),
        Set.of(
            Promise.NO_CALLBACK_AFTER_UNREGISTER,
            Promise.KEEPS_BQL,
            Promise.LEGAL_IN_READ_SECTION,
            Promise.LEGAL_DURING_MIGRATION,
            Promise.BOUNDED_BACKLOG,
            Promise.SAFE_WITHOUT_MIGRATION,
            Promise.ANY_OWNER),
        limits,
        List.of());
  }

  /** The lock taken in walks under the BQL as well: a named mistake. */
  private static Form lockEverywhere() {
    return new Form(
        "lock-everywhere",
        Set.of(
            LOCK_IN_REGISTER,
            LOCK_IN_UNREGISTER,
            LOCK_WHOLE_OPERATION,
            LOCK_IN_CLEAR,
            LOCK_IN_BQL_WALKS,
            CURSOR_IN_BQL_WALKS,
            RCU_ADDRESS_SPACES,
            RCU_TRAVERSAL_IN_FIND,
            PUBLISH_AFTER_RENDER),
        Set.of(
            Promise.NO_CALLBACK_AFTER_UNREGISTER,
            Promise.NO_CALLBACK_AFTER_REGION_DEL,
            Promise.NO_CALLBACK_BEFORE_REGION_ADD,
            Promise.NO_OVERLAP_WITH_REPLAY,
            Promise.SERIAL_CALLBACKS,
            Promise.KEEPS_BQL,
            Promise.LEGAL_IN_READ_SECTION,
            Promise.LEGAL_IN_CALLBACK,
            Promise.LEGAL_DURING_MIGRATION,
            Promise.BOUNDED_BACKLOG,
            Promise.SAFE_WITHOUT_MIGRATION,
            Promise.ANY_OWNER),
        List.of(
            new Limit(
                Promise.NO_DEADLOCK,
                "bql-dropped-in-callback",
                "*",
                "the walk keeps the lock while its callback waits for the BQL, whose holder wants"
                    + " the lock")),
        List.of());
  }
}
