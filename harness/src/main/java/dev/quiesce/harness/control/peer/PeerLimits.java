package dev.quiesce.harness.control.peer;

import static dev.quiesce.harness.control.Controls.limit;

import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import java.util.ArrayList;
import java.util.List;

/** What several peers show. */
final class PeerLimits {
  private static final String WITH_LOG_CLEAR = "with-log-clear";
  private static final String CALLBACK = "unregister-in-callback";

  /** None of them touches the list of address spaces. */
  static final List<Limit> ADDRESS_SPACES =
      List.of(
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

  private PeerLimits() {}

  /** A walk goes on over an array that holds what was unregistered and freed. */
  static List<Limit> staleArray(String why) {
    List<Limit> limits = new ArrayList<>(ADDRESS_SPACES);
    for (String scenario :
        List.of("clear-vs-unregister", "balloon-hint", "tlb-protect-code", "wrapper-owner")) {
      limits.add(limit(Promise.NO_USE_AFTER_FREE, scenario, "*", why));
      limits.add(cleared(scenario, WITH_LOG_CLEAR));
    }
    limits.add(limit(Promise.NO_USE_AFTER_FREE, "stack-listener", "*", why));
    limits.add(limit(Promise.NO_USE_AFTER_FREE, "unregister-in-rcu-callback", "*", why));
    limits.add(limit(Promise.NO_USE_AFTER_FREE, "backlog", "*", why));
    limits.add(cleared("switchover", WITH_LOG_CLEAR));
    for (String point : List.of("start", "completed", "failed", "cancelled")) {
      limits.add(limit(Promise.NO_USE_AFTER_FREE, "migration-start-race", point, why));
      limits.add(cleared("migration-start-race", point));
    }
    limits.add(
        limit(
            Promise.NO_LOGICAL_USE_AFTER_FREE,
            "reuse-in-place",
            WITH_LOG_CLEAR,
            "a walker inside the struct meets it zeroed"));
    limits.addAll(
        Limit.inVariants(
            Promise.NO_USE_AFTER_FREE, CALLBACK, List.of("next-forward", "next-reverse"), why));
    return limits;
  }

  private static Limit cleared(String scenario, String variant) {
    return limit(
        Promise.NO_LOGICAL_USE_AFTER_FREE,
        scenario,
        variant,
        "address_space is cleared while a walker is at the listener");
  }

  /** A walk's callback drops the BQL and wants it back from one that waits for the walk. */
  static Limit waitsForItsBql() {
    return limit(
        Promise.NO_DEADLOCK,
        "bql-dropped-in-callback",
        "*",
        "unregister waits, BQL held, for a walk whose callback wants the BQL back");
  }

  /** A count of visits, and a callback that unregisters the listener it belongs to. */
  static List<Limit> ofItsOwnVisit() {
    return inCallback(
        Promise.NO_DEADLOCK,
        List.of("self-forward", "self-reverse", "self-and-next-forward", "self-and-next-reverse"),
        "unregister waits for the visit that its own callback is");
  }

  /** A callback that unregisters in certain ways. */
  static List<Limit> inCallback(Promise promise, List<String> variants, String why) {
    return Limit.inVariants(promise, CALLBACK, variants, why);
  }
}
