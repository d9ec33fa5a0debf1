package dev.quiesce.strategy.bqlrcuflavour;

import static dev.quiesce.api.strategy.Ingredients.DEFERRED_CLEAR;
import static dev.quiesce.api.strategy.Ingredients.DEFERRED_FREE;
import static dev.quiesce.api.strategy.Ingredients.PUBLISH_AFTER_RENDER;
import static dev.quiesce.api.strategy.Ingredients.RCU_ADDRESS_SPACES;
import static dev.quiesce.api.strategy.Ingredients.RCU_LISTENER_LISTS;
import static dev.quiesce.api.strategy.Ingredients.RCU_TRAVERSAL_IN_FIND;
import static dev.quiesce.api.strategy.Ingredients.READ_LOCK_IN_CLEAR;
import static dev.quiesce.api.strategy.Ingredients.SAFE_BQL_WALKS;
import static dev.quiesce.api.strategy.Ingredients.SECTION_ON_BQL_WALKS;
import static dev.quiesce.api.strategy.Ingredients.WAIT_DRAIN;
import static dev.quiesce.api.strategy.Ingredients.WAIT_SIGNAL;
import static dev.quiesce.api.strategy.Ingredients.WAIT_SYNCHRONIZE;

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
 * Solution B: {@code rcu_read_lock_bql()}, a read section that is nothing at all for a thread that
 * holds the BQL when it enters.
 *
 * <p><b>Protocol</b>. Register and unregister: the BQL. Every reader (ambient sections, the clear
 * walk, find): the flavour. As proposed, unregister drains RCU callbacks after unlinking; complete,
 * nobody waits and owners are freed by RCU callbacks, which hold the BQL and so never run beside a
 * reader that was spared its section because it holds the BQL.
 *
 * <p><b>Promises</b>: see the descriptor.
 *
 * <p><b>Memory effects</b>: as for ordinary RCU where a section is real; where it is not, the BQL
 * orders the reader and the RCU callbacks. When the BQL is dropped inside a section, {@code
 * rcu_read_lock} comes first, and its fence pairs with the one in the next grace period.
 *
 * <p><b>Blocking</b>: none in the complete form; as proposed, unregister waits for readers with the
 * BQL released.
 *
 * <p><b>Limits</b>: the links stay embedded, as in Solution A. Draining self-deadlocks wherever a
 * section was entered before the BQL, and lets a rival unlink twice. As proposed, a walk under the
 * BQL is unprotected once a callback has dropped the BQL or freed the listener it is at. What a
 * thread itself retires inside a section that is not real is protected only until that thread drops
 * the BQL.
 *
 * <p><b>Source</b>: 20230225163141.1209368-1-peterx@redhat.com, "Solution B"; Appendix A.
 */
public final class BqlRcuFlavourStrategy implements StrategyPlugin {
  static final Ingredient FLAVOUR_IN_AMBIENT_SECTIONS =
      new Ingredient(
          "flavour-in-ambient-sections",
          "MMIO dispatch, bus_set_realized, cpu_exec and ram_save_iterate use rcu_read_lock_bql()",
          "thread, Solution B");
  static final Ingredient FLAVOUR_IN_CLEAR =
      new Ingredient(
          "flavour-in-clear",
          "the section of the clear walk is of the flavour",
          "thread, Solution B");
  static final Ingredient FLAVOUR_IN_FIND =
      new Ingredient(
          "flavour-in-find",
          "the section of memory_region_find is of the flavour",
          "thread, Solution B");
  static final Ingredient REAL_ON_BQL_DROP =
      new Ingredient(
          "real-on-bql-drop",
          "a section that the BQL stood for becomes an RCU section when the BQL is dropped inside"
              + " it",
          "qemu-facts §2.5: callbacks drop the BQL");

  private static final Set<Promise> PROMISES =
      Set.of(
          Promise.KEEPS_BQL,
          Promise.LEGAL_IN_READ_SECTION,
          Promise.LEGAL_IN_CALLBACK,
          Promise.LEGAL_DURING_MIGRATION,
          Promise.READERS_NEVER_BLOCK,
          Promise.SAFE_WITHOUT_MIGRATION);

  /**
   * None of it waits, and none of it is the flavour itself, which only a wait would need; but a
   * section on walks under the BQL is of the flavour, so it has to become real.
   */
  private static final Sufficiency SUFFICIENT =
      new Sufficiency(
          false,
          List.of(
              Set.of(
                  REAL_ON_BQL_DROP,
                  RCU_ADDRESS_SPACES,
                  READ_LOCK_IN_CLEAR,
                  DEFERRED_FREE,
                  DEFERRED_CLEAR,
                  SECTION_ON_BQL_WALKS,
                  SAFE_BQL_WALKS,
                  PUBLISH_AFTER_RENDER)));

  /** For {@link java.util.ServiceLoader}. */
  public BqlRcuFlavourStrategy() {}

  @Override
  public StrategyDescriptor descriptor() {
    return new StrategyDescriptor(
        "bql-rcu-flavour",
        Role.FIX,
        "rcu_read_lock_bql(): no read section for a thread that holds the BQL",
        "20230225163141.1209368-1-peterx@redhat.com, Solution B",
        List.of(
            FLAVOUR_IN_AMBIENT_SECTIONS,
            FLAVOUR_IN_CLEAR,
            FLAVOUR_IN_FIND,
            REAL_ON_BQL_DROP,
            RCU_LISTENER_LISTS,
            RCU_ADDRESS_SPACES,
            READ_LOCK_IN_CLEAR,
            RCU_TRAVERSAL_IN_FIND,
            WAIT_DRAIN,
            WAIT_SYNCHRONIZE,
            WAIT_SIGNAL,
            DEFERRED_FREE,
            DEFERRED_CLEAR,
            SECTION_ON_BQL_WALKS,
            SAFE_BQL_WALKS,
            PUBLISH_AFTER_RENDER),
        List.of(complete(), asProposed()),
        StrategyDescriptor.UNBOUNDED,
        List.of(Set.of(WAIT_DRAIN, WAIT_SYNCHRONIZE, WAIT_SIGNAL)),
        SUFFICIENT);
  }

  @Override
  public Protocol create(Vm vm, Set<Ingredient> ingredients) {
    return new FlavourProtocol(vm, ingredients);
  }

  private static Form complete() {
    return new Form(
        Form.COMPLETE,
        Set.of(
            FLAVOUR_IN_AMBIENT_SECTIONS,
            FLAVOUR_IN_CLEAR,
            FLAVOUR_IN_FIND,
            REAL_ON_BQL_DROP,
            RCU_LISTENER_LISTS,
            RCU_ADDRESS_SPACES,
            READ_LOCK_IN_CLEAR,
            RCU_TRAVERSAL_IN_FIND,
            DEFERRED_FREE,
            DEFERRED_CLEAR,
            SECTION_ON_BQL_WALKS,
            SAFE_BQL_WALKS,
            PUBLISH_AFTER_RENDER),
        PROMISES,
        List.of(
            new Limit(
                Promise.NO_USE_AFTER_FREE,
                "stack-listener",
                "*",
                "the end of a stack frame cannot be deferred"),
            new Limit(
                Promise.NO_LOST_CALLBACK,
                "reuse-in-place",
                "*",
                "zeroing the struct cuts the links under a parked walker"),
            new Limit(
                Promise.NO_LOGICAL_USE_AFTER_FREE,
                "reuse-in-place",
                "with-log-clear",
                "a walker inside the struct meets it zeroed")),
        List.of());
  }

  private static Form asProposed() {
    String section =
        "the section was entered before the BQL, so it is real and the drain waits for its own"
            + " thread";
    List<Limit> limits =
        new ArrayList<>(
            List.of(
                new Limit(Promise.NO_DEADLOCK, "appendix-a", "vcpu", section),
                new Limit(Promise.NO_DEADLOCK, "guest-eject-during-migration", "vcpu", section),
                new Limit(
                    Promise.NO_DEADLOCK,
                    "unregister-in-rcu-callback",
                    "*",
                    "the call_rcu thread would drain its own callbacks"),
                new Limit(
                    Promise.NO_LOGICAL_USE_AFTER_FREE,
                    "rival-in-drain",
                    "*",
                    "address_space is stored after the drain, so the rival unlinks what is"
                        + " unlinked"),
                new Limit(
                    Promise.NO_USE_AFTER_FREE,
                    "bql-dropped-in-callback",
                    "*",
                    "a walk under the BQL is no read section, and its callback drops the BQL"),
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
        Set.of(
            FLAVOUR_IN_AMBIENT_SECTIONS,
            FLAVOUR_IN_CLEAR,
            FLAVOUR_IN_FIND,
            RCU_LISTENER_LISTS,
            RCU_ADDRESS_SPACES,
            READ_LOCK_IN_CLEAR,
            RCU_TRAVERSAL_IN_FIND,
            WAIT_DRAIN),
        Set.of(
            Promise.LEGAL_DURING_MIGRATION,
            Promise.READERS_NEVER_BLOCK,
            Promise.SAFE_WITHOUT_MIGRATION),
        limits,
        List.of());
  }
}
