package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which fix under which conditions: what the {@link #RULES} derive from the cells of one subject.
 *
 * @param subject a fix in one form
 * @param standing what the rules make of it
 * @param conditions under which it would be safe
 * @param broken required promises that are violated, with the scenarios
 * @param undecided cells whose space was not exhausted
 * @param cells of the subject
 */
record Advice(
    Subject subject,
    Standing standing,
    List<String> conditions,
    List<String> broken,
    int undecided,
    int cells) {
  /** The rules, as they are printed beside what they derive. */
  static final List<String> RULES =
      List.of(
          "Only fixes are weighed; controls are instruments.",
          "safe: no cell of the run violates a required promise and none is unknown. Cells whose"
              + " space was not exhausted are counted beside it: there, nothing was found.",
          "safe under conditions: every violation of a required promise lies in a scenario that"
              + " stands for one kind of owner or caller (table of conditions below), or an"
              + " unregister is refused there; the condition removes or accepts just these.",
          "not ranked: a required promise is violated in a scenario that no condition removes.",
          "No score is made of these. Costs are compared only between fixes that are safe or safe"
              + " under conditions, and only as far as the measurements tell them apart.");

  /** What would have to change in QEMU for a scenario not to occur. */
  private static final Map<String, String> CONDITIONS =
      Map.of(
          "stack-listener",
          "no listener lives in a stack frame: guest_phys_blocks_append walks the flat view",
          "reuse-in-place",
          "no struct is registered again before the walks of its last registration have ended"
              + " (owner rows 11b, 13, 16 allocate anew or wait)",
          "wrapper-owner",
          "wrappers (owner rows 11, 12) are not zeroed or freed at once",
          "bql-dropped-in-callback",
          "no callback drops the BQL in the middle of a walk",
          "unregister-in-callback",
          "nobody unregisters a listener from within a callback");

  enum Standing {
    SAFE("safe"),
    CONDITIONAL("safe under conditions"),
    NOT_RANKED("not ranked"),
    UNDECIDED("not decided in this run");

    private final String text;

    Standing(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  Advice {
    conditions = List.copyOf(conditions);
    broken = List.copyOf(broken);
  }

  /** Of every fix, in the order of the cells. */
  static List<Advice> of(List<CellResult> cells) {
    return Subject.of(cells).stream()
        .filter(subject -> subject.role() == Role.FIX)
        .map(subject -> of(subject, Evidence.of(cells, subject)))
        .toList();
  }

  static Map<String, String> conditionTable() {
    return CONDITIONS;
  }

  private static Advice of(Subject subject, List<CellResult> cells) {
    Set<String> conditions = new LinkedHashSet<>();
    List<String> broken = new ArrayList<>();
    boolean hopeless = false;
    boolean unknown = false;
    for (Promise promise : required()) {
      Set<String> scenarios = new LinkedHashSet<>();
      for (CellResult cell : cells) {
        PromiseStatus status = cell.promises().get(promise);
        unknown |= status == PromiseStatus.UNKNOWN || cell.verdict() == Verdict.UNKNOWN;
        if (status != null && status.seen()) {
          scenarios.add(cell.key().scenario());
        }
      }
      if (!scenarios.isEmpty()) {
        broken.add(promise + " in " + String.join(", ", scenarios));
      }
      for (String scenario : scenarios) {
        String condition = CONDITIONS.get(scenario);
        hopeless |= condition == null;
        if (condition != null) {
          conditions.add(condition);
        }
      }
    }
    refusals(cells, conditions);
    Standing standing =
        hopeless
            ? Standing.NOT_RANKED
            : unknown
                ? Standing.UNDECIDED
                : conditions.isEmpty() ? Standing.SAFE : Standing.CONDITIONAL;
    return new Advice(
        subject,
        standing,
        hopeless ? List.of() : List.copyOf(conditions),
        broken,
        (int) cells.stream().filter(Advice::open).count(),
        cells.size());
  }

  private static boolean open(CellResult cell) {
    return !cell.exhausted() && cell.verdict() != Verdict.NOT_APPLICABLE;
  }

  private static void refusals(List<CellResult> cells, Set<String> conditions) {
    List<String> refused =
        Evidence.refused(cells).stream().map(cell -> cell.key().scenario()).distinct().toList();
    if (!refused.isEmpty()) {
      conditions.add(
          "callers keep the owner and come back when an unregister is refused or postponed during a"
              + " migration ("
              + String.join(", ", refused)
              + ")");
    }
  }

  private static List<Promise> required() {
    return Arrays.stream(Promise.values()).filter(Promise::required).toList();
  }
}
