package dev.quiesce.harness.torture;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.TortureVerdict;
import dev.quiesce.harness.result.TortureViolation;
import dev.quiesce.harness.result.TortureViolation.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The verdict on what was seen: fail before unknown before vacuous before pass. */
final class Assessment {
  private final List<String> why = new ArrayList<>();
  private final List<TortureVerdict> verdicts = new ArrayList<>(List.of(TortureVerdict.PASS));

  /**
   * Judges.
   *
   * @param vacuous whether a period missed a floor
   * @param mutated whether a bug was planted: then a silent control is no fault of the harness
   * @param grown what the process needs more of than after its first rounds
   */
  Assessment(
      Terms terms,
      List<TortureViolation> violations,
      Totals totals,
      boolean vacuous,
      boolean mutated,
      List<String> grown) {
    for (TortureViolation violation : violations) {
      if (violation.standing() == Standing.VIOLATED) {
        add(
            TortureVerdict.FAIL,
            violation.promise()
                + " broken "
                + violation.count()
                + " times in "
                + violation.activity()
                + ", "
                + violation.kind()
                + ": not declared");
      }
    }
    if (terms.isControl() && !mutated) {
      requireLoud(terms, violations);
    }
    if (totals.count("stall alarms") > 0) {
      add(TortureVerdict.UNKNOWN, "grace periods or callbacks stalled, see the notes");
    }
    if (!grown.isEmpty()) {
      add(TortureVerdict.UNKNOWN, "the process grows: " + String.join(", ", grown));
    }
    if (vacuous) {
      add(TortureVerdict.VACUOUS, "a period had too few reads, updates or grace periods");
    }
  }

  /** Whether walks that are declared unsafe have shown nothing. */
  static boolean isSilent(Terms terms, List<TortureViolation> violations) {
    return terms.walksAreUnsafe()
        && violations.stream()
            .noneMatch(
                one -> one.standing() == Standing.DECLARED && one.promise() != Promise.NO_DEADLOCK);
  }

  private void requireLoud(Terms terms, List<TortureViolation> violations) {
    if (isSilent(terms, violations)) {
      add(TortureVerdict.FAIL, "a control whose walks are declared unsafe showed no violation");
    }
    for (Activity activity : Hangs.TRIED) {
      boolean seen =
          violations.stream()
              .anyMatch(
                  one ->
                      one.promise() == Promise.NO_DEADLOCK
                          && one.activity().equals(activity.label()));
      if (terms.hangs(activity) && !seen) {
        add(
            TortureVerdict.FAIL,
            "a control that is declared to hang in '" + activity.label() + "' did not");
      }
    }
  }

  private void add(TortureVerdict verdict, String reason) {
    verdicts.add(verdict);
    why.add(reason);
  }

  TortureVerdict verdict() {
    return Collections.max(verdicts);
  }

  List<String> why() {
    return List.copyOf(why);
  }
}
