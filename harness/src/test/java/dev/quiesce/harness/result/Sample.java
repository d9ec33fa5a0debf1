package dev.quiesce.harness.result;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Builds cells for tests; as built, a cell holds as declared. */
public final class Sample {
  private String strategy = "gfree-rcu";
  private Role role = Role.FIX;
  private String form = "complete";
  private List<String> ingredients = List.of("deferred-free");
  private String scenario = "clear-vs-unregister";
  private String variant = "in-tree";
  private Verdict verdict = Verdict.HOLDS;
  private Verdict expected = Verdict.HOLDS;
  private boolean exhausted = true;
  private long executions = 10;
  private long wallMs = 5;
  private boolean vacuous;
  private String note = "";
  private final Map<Promise, PromiseStatus> promises = new EnumMap<>(Promise.class);
  private final Map<Promise, Expectation> expectations = new EnumMap<>(Promise.class);
  private final List<Violation> violations = new ArrayList<>();

  private Sample() {
    promises.put(Promise.NO_USE_AFTER_FREE, PromiseStatus.HOLDS);
    expectations.put(Promise.NO_USE_AFTER_FREE, Expectation.HOLDS);
  }

  public static Sample cell() {
    return new Sample();
  }

  public static Sample cell(String strategy, String scenario) {
    Sample sample = new Sample();
    sample.strategy = strategy;
    sample.role = strategy.startsWith("control-") ? Role.CONTROL : Role.FIX;
    sample.scenario = scenario;
    return sample;
  }

  public Sample variant(String id) {
    variant = id;
    return this;
  }

  public Sample form(String name) {
    form = name;
    return this;
  }

  public Sample ingredients(String... ids) {
    ingredients = List.of(ids);
    return this;
  }

  public Sample verdict(Verdict actual, Verdict declared) {
    verdict = actual;
    expected = declared;
    return this;
  }

  public Sample subset() {
    form = CellKey.SUBSET;
    expected = null;
    expectations.clear();
    return this;
  }

  public Sample promise(Promise promise, PromiseStatus status, Expectation declared) {
    promises.put(promise, status);
    expectations.put(promise, declared);
    return this;
  }

  public Sample notExhausted() {
    exhausted = false;
    return this;
  }

  public Sample lasting(long millis) {
    wallMs = millis;
    return this;
  }

  public Sample vacuous() {
    vacuous = true;
    return this;
  }

  public Sample executions(long number) {
    executions = number;
    return this;
  }

  public Sample note(String text) {
    note = text;
    return this;
  }

  /** A violation of a promise, declared or not; sets the verdict. */
  public Sample violates(Promise promise, ViolationKind kind, Severity severity, boolean declared) {
    verdict = Verdict.VIOLATED;
    if (declared) {
      expected = Verdict.VIOLATED;
    }
    promise(promise, PromiseStatus.VIOLATED, declared ? Expectation.VIOLATED : Expectation.HOLDS);
    violations.add(
        new Violation(promise, kind, severity, "it broke", 21, "TOKEN", "main | migration\n"));
    return this;
  }

  public CellKey key() {
    return new CellKey(
        strategy, role, form, ingredients, scenario, variant, MemoryModel.SC, RcuModel.SPEC);
  }

  public CellJob job() {
    return new CellJob(
        key(),
        new CellBudget(2, 1000, CellBudget.UNBOUNDED),
        1,
        null,
        new CellExpectation(expected, expectations));
  }

  public CellResult build() {
    return new CellResult(
        key(),
        verdict,
        expected,
        exhausted,
        "dpor",
        executions,
        0,
        executions * 10,
        1,
        wallMs,
        promises,
        expectations,
        violations,
        CellResult.shortest(violations),
        vacuous,
        note);
  }
}
