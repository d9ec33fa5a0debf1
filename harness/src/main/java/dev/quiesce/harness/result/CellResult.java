package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.quiesce.api.strategy.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One explored cell.
 *
 * @param key what was explored; its members are members of the result's JSON
 * @param verdict what came out
 * @param expected what the descriptor says; null for subsets
 * @param exhausted whether no schedule is left within {@code bound}
 * @param bound {@code dpor}, {@code preemptions<=2}, {@code pct}
 * @param executions schedules run to their end
 * @param pruned schedules cut short as equivalent to another
 * @param steps over all executions
 * @param rechecked executions that were run again and did the same
 * @param wallMs time spent
 * @param promises per promise
 * @param expectedPromises per promise, from the descriptor; empty for subsets
 * @param violations the shortest schedule of each promise seen broken, and of each racing field
 * @param violation the shortest of them
 * @param vacuous whether no execution had the operations overlap, wait for or refuse one another
 * @param note what a reader must know, or empty
 */
@JsonPropertyOrder({
  "key",
  "verdict",
  "expected",
  "exhausted",
  "bound",
  "executions",
  "pruned",
  "steps",
  "rechecked",
  "wallMs",
  "promises",
  "expectedPromises",
  "violations",
  "violation",
  "vacuous",
  "note"
})
public record CellResult(
    @JsonUnwrapped CellKey key,
    Verdict verdict,
    @Nullable Verdict expected,
    boolean exhausted,
    String bound,
    long executions,
    long pruned,
    long steps,
    long rechecked,
    long wallMs,
    Map<Promise, PromiseStatus> promises,
    Map<Promise, Expectation> expectedPromises,
    List<Violation> violations,
    @Nullable Violation violation,
    boolean vacuous,
    String note) {
  /** Keeps the promises in the order of their declaration. */
  public CellResult {
    promises = Ordered.byPromise(promises);
    expectedPromises = Ordered.byPromise(expectedPromises);
    violations = List.copyOf(violations);
  }

  /** A cell that could not be decided. */
  public static CellResult unknown(CellJob job, String why) {
    return undecided(job, Verdict.UNKNOWN, why);
  }

  /** A cell that asks nothing of the strategy. */
  public static CellResult notApplicable(CellJob job, String why) {
    return undecided(job, Verdict.NOT_APPLICABLE, why);
  }

  /** The shortest of some violations, the worse one of two equally short. */
  public static @Nullable Violation shortest(List<Violation> violations) {
    return violations.stream()
        .min(Comparator.comparingInt(Violation::steps).thenComparing(Violation::severity))
        .orElse(null);
  }

  /**
   * This result, of the same cell with more time, with what only {@code earlier} saw: searches that
   * are cut short at different points may see different things.
   */
  public CellResult after(CellResult earlier) {
    Map<Promise, PromiseStatus> statuses = new EnumMap<>(Promise.class);
    statuses.putAll(promises);
    List<Violation> all = new ArrayList<>(violations);
    earlier.violations.stream()
        .filter(one -> violations.stream().noneMatch(now -> now.promise() == one.promise()))
        .forEach(all::add);
    earlier.promises.forEach(
        (promise, before) -> {
          PromiseStatus now = statuses.getOrDefault(promise, PromiseStatus.NOT_EXERCISED);
          if (!now.seen() && (before.seen() || now == PromiseStatus.NOT_EXERCISED)) {
            statuses.put(promise, before);
          }
        });
    return new CellResult(
        key,
        verdict(statuses, earlier.verdict),
        expected,
        exhausted,
        bound,
        executions,
        pruned,
        steps,
        rechecked,
        wallMs + earlier.wallMs,
        statuses,
        expectedPromises,
        all,
        shortest(
            all.stream()
                .filter(one -> statuses.get(one.promise()) == PromiseStatus.VIOLATED)
                .toList()),
        vacuous && earlier.vacuous,
        note.isEmpty() ? earlier.note : note);
  }

  private Verdict verdict(Map<Promise, PromiseStatus> statuses, Verdict before) {
    if (verdict == Verdict.UNKNOWN) {
      return verdict;
    }
    if (statuses.containsValue(PromiseStatus.VIOLATED)) {
      return Verdict.VIOLATED;
    }
    return before == Verdict.REFUSED ? before : verdict;
  }

  private static CellResult undecided(CellJob job, Verdict verdict, String why) {
    return new CellResult(
        job.key(),
        verdict,
        job.expected().verdict(),
        false,
        "none",
        0,
        0,
        0,
        0,
        0,
        Map.of(),
        job.expected().promises(),
        List.of(),
        null,
        false,
        why);
  }
}
