package dev.quiesce.harness.check;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.ViolationKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What one execution showed: the promises that it could have broken, and those that it broke. */
final class Sightings {
  private final List<Sighting> seen = new ArrayList<>();
  private final EnumSet<Promise> exercised = EnumSet.of(Promise.NO_DEADLOCK);
  private int step;

  void step(int number) {
    step = number;
  }

  void exercised(Promise promise) {
    exercised.add(promise);
  }

  /** Notes a broken promise, once for each kind. */
  void saw(Promise promise, ViolationKind kind, String message) {
    saw(promise, kind, Severities.of(kind), "", () -> message);
  }

  /** Notes that a callback was not delivered, or was once too often. */
  void lost(Callback callback, String message) {
    saw(
        Promise.NO_LOST_CALLBACK,
        ViolationKind.LOST_CALLBACK,
        Severities.ofLost(callback),
        "",
        () -> message);
  }

  /** Notes a broken promise, once for each kind and subject. */
  void saw(
      Promise promise,
      ViolationKind kind,
      Severity severity,
      String subject,
      Supplier<String> message) {
    exercised.add(promise);
    for (Sighting one : seen) {
      if (one.promise() == promise && one.kind() == kind && one.subject().equals(subject)) {
        return;
      }
    }
    seen.add(new Sighting(promise, kind, subject, severity, message.get(), step));
  }

  List<Sighting> seen() {
    return List.copyOf(seen);
  }

  Set<Promise> exercised() {
    return Set.copyOf(exercised);
  }
}
