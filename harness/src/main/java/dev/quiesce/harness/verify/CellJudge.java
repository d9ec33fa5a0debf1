package dev.quiesce.harness.verify;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.check.LockGraph;
import dev.quiesce.harness.check.PromiseMonitor;
import dev.quiesce.harness.check.Sighting;
import dev.quiesce.harness.explore.Schedule;
import dev.quiesce.harness.result.CellExpectation;
import dev.quiesce.harness.result.Expectation;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.Verdict;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers what the executions of one cell showed, and concludes. */
final class CellJudge {
  /**
   * Scenarios whose owners the promise ANY_OWNER speaks of, one for each way of living and dying.
   */
  private static final Set<String> OWNER_SCENARIOS =
      Set.of(
          "clear-vs-unregister",
          "wrapper-owner",
          "reuse-in-place",
          "stack-listener",
          "unregister-in-rcu-callback",
          "switchover");

  /** A broken promise with the best schedule that shows it. */
  record Evidence(Sighting sighting, Schedule schedule) {
    boolean simplerThan(@Nullable Evidence other) {
      return other == null || schedule.simplicity().compareTo(other.schedule().simplicity()) < 0;
    }
  }

  private final String scenario;
  private final CellExpectation expected;

  /** By promise, and by the subject of the sighting: each field that races is worth a schedule. */
  private final Map<Promise, Map<String, Evidence>> broken = new EnumMap<>(Promise.class);

  private final EnumSet<Promise> exercised = EnumSet.noneOf(Promise.class);
  private final LockGraph locks = new LockGraph();
  private boolean overlapped;
  private boolean declined;
  private @Nullable Throwable error;

  CellJudge(String scenario, CellExpectation expected) {
    this.scenario = scenario;
    this.expected = expected;
  }

  void visit(PromiseMonitor monitor, Schedule schedule) {
    exercised.addAll(monitor.exercised());
    locks.add(monitor.lockEdges());
    overlapped |= monitor.overlapped();
    declined |= monitor.declined();
    if (error == null) {
      error = monitor.error();
    }
    for (Sighting sighting : monitor.sightings()) {
      note(new Evidence(sighting, schedule.prefix(sighting.steps())));
    }
  }

  private void note(Evidence evidence) {
    keep(evidence);
    Sighting sighting = evidence.sighting();
    if (sighting.promise().required()) {
      if (scenario.equals("tlb-protect-code")) {
        keep(new Evidence(sighting.as(Promise.SAFE_WITHOUT_MIGRATION), evidence.schedule()));
      }
      if (OWNER_SCENARIOS.contains(scenario)) {
        keep(new Evidence(sighting.as(Promise.ANY_OWNER), evidence.schedule()));
      }
    }
  }

  private void keep(Evidence evidence) {
    Sighting sighting = evidence.sighting();
    Map<String, Evidence> known =
        broken.computeIfAbsent(sighting.promise(), key -> new TreeMap<>());
    if (evidence.simplerThan(known.get(sighting.subject()))) {
      known.put(sighting.subject(), evidence);
    }
  }

  List<Evidence> evidence() {
    return broken.values().stream().flatMap(known -> known.values().stream()).toList();
  }

  boolean vacuous() {
    return !overlapped;
  }

  /** What a reader must know beside the verdict: cycles in the order of locks, one a line. */
  String note() {
    return error != null
        ? "the subject threw " + error
        : locks.cycles().stream().map(LockGraph::text).collect(Collectors.joining("\n"));
  }

  @Nullable Throwable error() {
    return error;
  }

  /**
   * What is known of each promise.
   *
   * @param exhausted whether no schedule is left: only then does a promise hold that nobody makes
   */
  Map<Promise, PromiseStatus> statuses(boolean exhausted) {
    Map<Promise, PromiseStatus> statuses = new EnumMap<>(Promise.class);
    for (Promise promise : Promise.values()) {
      statuses.put(promise, status(promise, exhausted));
    }
    return statuses;
  }

  private PromiseStatus status(Promise promise, boolean exhausted) {
    boolean promised =
        expected.promises().getOrDefault(promise, Expectation.NOT_PROMISED)
            != Expectation.NOT_PROMISED;
    if (broken.containsKey(promise)) {
      return promised ? PromiseStatus.VIOLATED : PromiseStatus.NOT_PROMISED_SEEN;
    }
    if (!isExercised(promise)) {
      return PromiseStatus.NOT_EXERCISED;
    }
    boolean holds = promised || (promise.reported() && exhausted);
    return holds ? PromiseStatus.HOLDS : PromiseStatus.NOT_PROMISED_UNSEEN;
  }

  private boolean isExercised(Promise promise) {
    return switch (promise) {
      case SAFE_WITHOUT_MIGRATION -> scenario.equals("tlb-protect-code");
      case ANY_OWNER -> OWNER_SCENARIOS.contains(scenario);
      default -> exercised.contains(promise);
    };
  }

  Verdict verdict() {
    if (error != null) {
      return Verdict.UNKNOWN;
    }
    if (statuses(false).containsValue(PromiseStatus.VIOLATED)) {
      return Verdict.VIOLATED;
    }
    return declined ? Verdict.REFUSED : Verdict.HOLDS;
  }
}
