package dev.quiesce.harness.impossible;

import static dev.quiesce.api.strategy.Ingredients.CURSOR_IN_BQL_WALKS;
import static dev.quiesce.api.strategy.Ingredients.DEFERRED_CLEAR;
import static dev.quiesce.api.strategy.Ingredients.DEFERRED_FREE;
import static dev.quiesce.api.strategy.Ingredients.RCU_LISTENER_LISTS;
import static dev.quiesce.api.strategy.Ingredients.READ_LOCK_IN_CLEAR;
import static dev.quiesce.api.strategy.Ingredients.WAIT_DRAIN;
import static dev.quiesce.api.strategy.Ingredients.WAIT_SYNCHRONIZE;
import static dev.quiesce.harness.impossible.ChoicePlugin.DROP_BQL;
import static dev.quiesce.harness.impossible.ChoicePlugin.HAZARD_NODES;
import static dev.quiesce.harness.impossible.ChoicePlugin.LOCK_IN_WALKS;
import static dev.quiesce.harness.impossible.ChoicePlugin.NOT_IN_BQL_WALKS;
import static dev.quiesce.harness.impossible.ChoicePlugin.ONE_LOCK;
import static dev.quiesce.harness.impossible.ChoicePlugin.RCU_NODES;
import static dev.quiesce.harness.impossible.ChoicePlugin.RESUME_BY_KEY;
import static dev.quiesce.harness.impossible.ChoicePlugin.SKIP_BUSY;
import static dev.quiesce.harness.impossible.ChoicePlugin.WAIT_FIRST;
import static dev.quiesce.harness.impossible.ChoicePlugin.WAIT_HELD;
import static dev.quiesce.harness.impossible.ChoicePlugin.WAIT_LAST;

import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Promise;
import java.util.List;
import java.util.Set;

/** What no fix can do, with every choice in it. */
public final class Impossibilities {
  private static final Set<Ingredient> RCU =
      Set.of(RCU_LISTENER_LISTS, READ_LOCK_IN_CLEAR, DEFERRED_FREE, DEFERRED_CLEAR);

  private Impossibilities() {}

  /** All of them, in order. */
  public static List<Impossibility> all() {
    return List.of(
        droppedBql(), busyListener(), oneLock(), clearWantsBql(), replayOrder(), grace(), nodes());
  }

  private static Impossibility droppedBql() {
    return new Impossibility(
        "I1",
        "A callback of a walk under the BQL has dropped the BQL, and another thread that now holds"
            + " it unregisters the callback's listener: the callback can be waited for only by"
            + " giving the BQL up, and otherwise runs beside the replay and beyond the return",
        List.of(
            new Choice(
                "return without waiting",
                Set.of(CURSOR_IN_BQL_WALKS),
                "bql-dropped-in-callback",
                "default",
                Promise.NO_OVERLAP_WITH_REPLAY),
            new Choice(
                "return without waiting, and the callback still uses its owner (against P2)",
                Set.of(CURSOR_IN_BQL_WALKS),
                "dilemma",
                "dropped-then-touches",
                Promise.NO_USE_AFTER_FREE),
            new Choice(
                "wait for it, BQL held",
                Set.of(CURSOR_IN_BQL_WALKS, LOCK_IN_WALKS, WAIT_FIRST),
                "bql-dropped-in-callback",
                "default",
                Promise.NO_DEADLOCK),
            new Choice(
                "wait for it, BQL given up",
                Set.of(CURSOR_IN_BQL_WALKS, LOCK_IN_WALKS, WAIT_FIRST, DROP_BQL),
                "bql-dropped-in-callback",
                "default",
                Promise.KEEPS_BQL)));
  }

  private static Impossibility busyListener() {
    String variant = "commit-vs-clear";
    return new Impossibility(
        "I2",
        "Main is inside a callback of a listener, in a commit, when the migration has to call its"
            + " log_clear: no lost callback, serial callbacks and readers that never block exclude"
            + " each other",
        List.of(
            new Choice("skip it", Set.of(SKIP_BUSY), "dilemma", variant, Promise.NO_LOST_CALLBACK),
            new Choice("call it", Set.of(), "dilemma", variant, Promise.SERIAL_CALLBACKS),
            new Choice(
                "wait for main",
                Set.of(LOCK_IN_WALKS),
                "dilemma",
                variant,
                Promise.READERS_NEVER_BLOCK)));
  }

  private static Impossibility oneLock() {
    return new Impossibility(
        "I3",
        "A walk under the BQL calls a callback that waits for a vCPU, and the vCPU is about to walk"
            + " without the BQL: a lock that makes callbacks serial is wanted by the one who is"
            + " waited for",
        List.of(
            new Choice(
                "one lock around every callback",
                Set.of(LOCK_IN_WALKS, ONE_LOCK),
                "dilemma",
                "run-on-cpu",
                Promise.NO_DEADLOCK),
            new Choice(
                "a lock for each listener, around every callback",
                Set.of(LOCK_IN_WALKS),
                "dilemma",
                "run-on-cpu",
                Promise.NO_DEADLOCK),
            new Choice(
                "no lock in walks under the BQL",
                Set.of(LOCK_IN_WALKS, ONE_LOCK, NOT_IN_BQL_WALKS),
                "dilemma",
                "run-on-cpu",
                Promise.SERIAL_CALLBACKS)));
  }

  private static Impossibility clearWantsBql() {
    String variant = "clear-wants-bql";
    return new Impossibility(
        "I4",
        "A callback of a walk without the BQL takes the BQL (against P1) while its listener is"
            + " unregistered",
        List.of(
            new Choice(
                "wait for it, BQL held",
                Set.of(LOCK_IN_WALKS, WAIT_FIRST),
                "dilemma",
                variant,
                Promise.NO_DEADLOCK),
            new Choice(
                "wait for it, BQL given up",
                Set.of(LOCK_IN_WALKS, WAIT_FIRST, DROP_BQL),
                "dilemma",
                variant,
                Promise.KEEPS_BQL),
            new Choice(
                "return without waiting",
                RCU,
                "dilemma",
                variant,
                Promise.NO_CALLBACK_AFTER_UNREGISTER)));
  }

  private static Impossibility replayOrder() {
    String scenario = "clear-vs-unregister";
    String variant = "with-log-clear";
    return new Impossibility(
        "I5",
        "region_del is delivered while walks can still find the listener (QEMU's order: replay,"
            + " then unlink): no log_clear after it can be promised only by making walks wait."
            + " The way out is another order: close, unlink, wait, then replay",
        List.of(
            new Choice(
                "replay, unlink, never wait",
                RCU,
                scenario,
                variant,
                Promise.NO_CALLBACK_AFTER_REGION_DEL),
            new Choice(
                "replay, unlink, wait for calls in flight",
                Set.of(RCU_LISTENER_LISTS, READ_LOCK_IN_CLEAR, LOCK_IN_WALKS, WAIT_LAST),
                scenario,
                variant,
                Promise.NO_CALLBACK_AFTER_REGION_DEL),
            new Choice(
                "wait for calls in flight, replay, unlink",
                Set.of(RCU_LISTENER_LISTS, READ_LOCK_IN_CLEAR, LOCK_IN_WALKS, WAIT_FIRST),
                scenario,
                variant,
                Promise.NO_CALLBACK_AFTER_REGION_DEL),
            new Choice(
                "keep calls out from the replay to the unlinking",
                Set.of(RCU_LISTENER_LISTS, READ_LOCK_IN_CLEAR, LOCK_IN_WALKS, WAIT_HELD),
                scenario,
                variant,
                Promise.READERS_NEVER_BLOCK)));
  }

  private static Impossibility grace() {
    return new Impossibility(
        "I6",
        "Unregister waits for a grace period: it is then not legal in a read section, and with the"
            + " BQL kept it waits for a vCPU that wants the BQL inside its section",
        List.of(
            new Choice(
                "synchronize_rcu() where a section is open",
                Set.of(WAIT_SYNCHRONIZE),
                "bus-unrealize",
                "default",
                Promise.LEGAL_IN_READ_SECTION),
            new Choice(
                "drain_call_rcu() where a section is open",
                Set.of(WAIT_DRAIN),
                "bus-unrealize",
                "default",
                Promise.LEGAL_IN_READ_SECTION),
            new Choice(
                "synchronize_rcu(), BQL kept",
                Set.of(WAIT_SYNCHRONIZE),
                "vcpu-mmio",
                "default",
                Promise.NO_DEADLOCK),
            new Choice(
                "drain_call_rcu(), BQL given up",
                Set.of(WAIT_DRAIN),
                "vcpu-mmio",
                "default",
                Promise.KEEPS_BQL)));
  }

  private static Impossibility nodes() {
    return new Impossibility(
        "I7",
        "Nodes of the registry's own behind a stalled reader: freed through RCU they pile up"
            + " without bound; freed behind hazard pointers, a node that is removed after its"
            + " removed predecessor is still reached through the predecessor's frozen next."
            + " The way out: never follow a dead node's next, resume by key",
        List.of(
            new Choice(
                "free nodes through RCU",
                Set.of(RCU_NODES),
                "backlog",
                "default",
                Promise.BOUNDED_BACKLOG),
            new Choice(
                "hazard pointers, following a dead node's next",
                Set.of(HAZARD_NODES),
                "dilemma",
                "two-removed",
                Promise.NO_USE_AFTER_FREE),
            new Choice(
                "hazard pointers, resuming by key",
                Set.of(HAZARD_NODES, RESUME_BY_KEY),
                "dilemma",
                "two-removed",
                null)));
  }
}
