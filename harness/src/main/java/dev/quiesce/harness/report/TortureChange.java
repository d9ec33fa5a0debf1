package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.TortureDocument;
import dev.quiesce.harness.result.TortureResult;
import dev.quiesce.harness.result.TortureVerdict;
import dev.quiesce.harness.result.TortureViolation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A strategy that was tortured in two runs, with another outcome. What is declared or was never
 * promised comes and goes with chance, so it is no change.
 *
 * @param subject strategy and form
 * @param before verdict in the baseline
 * @param now verdict in this run
 * @param broken promises that count against it now, and did not
 */
record TortureChange(
    String subject, TortureVerdict before, TortureVerdict now, Set<Promise> broken) {
  TortureChange {
    broken = Set.copyOf(broken);
  }

  /** Every strategy that both runs have tortured and that differs. */
  static List<TortureChange> between(
      @Nullable TortureDocument before, @Nullable TortureDocument now) {
    List<TortureChange> changes = new ArrayList<>();
    for (TortureResult result : results(now)) {
      results(before).stream()
          .filter(old -> subject(old).equals(subject(result)))
          .findFirst()
          .map(old -> between(old, result))
          .filter(change -> change.before() != change.now() || !change.broken().isEmpty())
          .ifPresent(changes::add);
    }
    return changes;
  }

  /** Whether something counts against it that did not. */
  boolean worse() {
    return !broken.isEmpty() || (now == TortureVerdict.FAIL && before != TortureVerdict.FAIL);
  }

  /** As lists of regressions and tables have it. */
  String text() {
    return "torture of "
        + subject
        + ": "
        + name(before)
        + " → "
        + name(now)
        + (broken.isEmpty() ? "" : ", " + EnumSet.copyOf(broken));
  }

  private static String name(TortureVerdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private static List<TortureResult> results(@Nullable TortureDocument document) {
    return document == null ? List.of() : document.strategies();
  }

  private static TortureChange between(TortureResult old, TortureResult now) {
    Set<Promise> broken = violated(now);
    broken.removeAll(violated(old));
    return new TortureChange(subject(now), old.verdict(), now.verdict(), broken);
  }

  private static Set<Promise> violated(TortureResult result) {
    Set<Promise> promises = EnumSet.noneOf(Promise.class);
    result.violations().stream()
        .filter(one -> one.standing() == TortureViolation.Standing.VIOLATED)
        .forEach(one -> promises.add(one.promise()));
    return promises;
  }

  private static String subject(TortureResult result) {
    String mutant = result.mutant();
    return result.strategy() + " " + result.form() + (mutant == null ? "" : " with " + mutant);
  }
}
