package dev.quiesce.harness.verify;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.check.PromiseMonitor;
import dev.quiesce.harness.check.Sighting;
import dev.quiesce.harness.explore.Schedule;
import dev.quiesce.harness.result.CellExpectation;
import dev.quiesce.harness.result.Expectation;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.Verdict;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final Comparator<Evidence> SIMPLEST =
        Comparator.comparingInt((Evidence one) -> one.schedule().switches())
            .thenComparingInt(one -> one.schedule().length());

    boolean simplerThan(@Nullable Evidence other) {
      return other == null || SIMPLEST.compare(this, other) < 0;
    }
  }

  private final String scenario;
  private final CellExpectation expected;
  private final Map<Promise, Evidence> broken = new EnumMap<>(Promise.class);
  private final EnumSet<Promise> exercised = EnumSet.noneOf(Promise.class);
  private boolean overlapped;
  private boolean declined;
  private @Nullable Throwable error;

  CellJudge(String scenario, CellExpectation expected) {
    this.scenario = scenario;
    this.expected = expected;
  }

  void visit(PromiseMonitor monitor, Schedule schedule) {
    exercised.addAll(monitor.exercised());
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
    Promise promise = evidence.sighting().promise();
    if (evidence.simplerThan(broken.get(promise))) {
      broken.put(promise, evidence);
    }
    if (promise.required()) {
      if (scenario.equals("tlb-protect-code")) {
        derived(Promise.SAFE_WITHOUT_MIGRATION, evidence);
      }
      if (OWNER_SCENARIOS.contains(scenario)) {
        derived(Promise.ANY_OWNER, evidence);
      }
    }
  }

  private void derived(Promise promise, Evidence evidence) {
    Sighting sighting = evidence.sighting();
    Evidence same =
        new Evidence(
            new Sighting(
                promise,
                sighting.kind(),
                sighting.severity(),
                sighting.message(),
                sighting.steps()),
            evidence.schedule());
    if (same.simplerThan(broken.get(promise))) {
      broken.put(promise, same);
    }
  }

  List<Evidence> evidence() {
    return List.copyOf(broken.values());
  }

  boolean vacuous() {
    return !overlapped;
  }

  @Nullable Throwable error() {
    return error;
  }

  Map<Promise, PromiseStatus> statuses() {
    Map<Promise, PromiseStatus> statuses = new EnumMap<>(Promise.class);
    for (Promise promise : Promise.values()) {
      statuses.put(promise, status(promise));
    }
    return statuses;
  }

  private PromiseStatus status(Promise promise) {
    boolean promised =
        expected.promises().getOrDefault(promise, Expectation.NOT_PROMISED)
            != Expectation.NOT_PROMISED;
    if (broken.containsKey(promise)) {
      return promised ? PromiseStatus.VIOLATED : PromiseStatus.NOT_PROMISED_SEEN;
    }
    if (!isExercised(promise)) {
      return PromiseStatus.NOT_EXERCISED;
    }
    return promised ? PromiseStatus.HOLDS : PromiseStatus.NOT_PROMISED_UNSEEN;
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
    if (statuses().containsValue(PromiseStatus.VIOLATED)) {
      return Verdict.VIOLATED;
    }
    return declined ? Verdict.REFUSED : Verdict.HOLDS;
  }
}
