package dev.quiesce.harness.catalogue;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.CellExpectation;
import dev.quiesce.harness.result.Expectation;
import dev.quiesce.harness.result.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a form declares, cell by cell. */
public final class Expectations {
  private Expectations() {}

  /** The declared outcome of an applicable cell. */
  public static CellExpectation of(Form form, String scenario, String variant) {
    Map<Promise, Expectation> promises = new EnumMap<>(Promise.class);
    for (Promise promise : Promise.values()) {
      boolean promised = promise.required() || form.promises().contains(promise);
      promises.put(promise, promised ? Expectation.HOLDS : Expectation.NOT_PROMISED);
    }
    boolean violated = false;
    for (Limit limit : covering(form.limits(), scenario, variant)) {
      // A limit of a promise that is not made is a sighting to expect, not a violation.
      violated |= promises.put(limit.promise(), Expectation.VIOLATED) != Expectation.NOT_PROMISED;
    }
    boolean refused = !covering(form.refusals(), scenario, variant).isEmpty();
    Verdict verdict = violated ? Verdict.VIOLATED : refused ? Verdict.REFUSED : Verdict.HOLDS;
    return new CellExpectation(verdict, promises);
  }

  /** The declared outcome of a cell that asks nothing. */
  public static CellExpectation notApplicable() {
    return new CellExpectation(Verdict.NOT_APPLICABLE, Map.of());
  }

  private static List<Limit> covering(List<Limit> limits, String scenario, String variant) {
    return limits.stream().filter(limit -> limit.covers(scenario, variant)).toList();
  }
}
