package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A cell that came out otherwise.
 *
 * @param now the cell as it is now
 * @param before its verdict in the baseline
 * @param promises those whose status changed, as text
 * @param worse whether something holds no more
 */
record VerdictChange(CellResult now, Verdict before, List<String> promises, boolean worse) {
  VerdictChange {
    promises = List.copyOf(promises);
  }

  /** Every cell that both runs have and that differs. */
  static List<VerdictChange> between(List<CellResult> before, List<CellResult> now) {
    Map<CellKey, CellResult> old = new LinkedHashMap<>();
    before.forEach(cell -> old.put(place(cell), cell));
    List<VerdictChange> changes = new ArrayList<>();
    for (CellResult cell : now) {
      CellResult other = old.get(place(cell));
      if (other != null) {
        VerdictChange change = between(other, cell);
        if (change.before() != cell.verdict() || !change.promises().isEmpty()) {
          changes.add(change);
        }
      }
    }
    return changes;
  }

  /** The cells that only the first run has. */
  static List<CellResult> only(List<CellResult> here, List<CellResult> there) {
    Map<CellKey, CellResult> others = new LinkedHashMap<>();
    there.forEach(cell -> others.put(place(cell), cell));
    return here.stream().filter(cell -> !others.containsKey(place(cell))).toList();
  }

  private static VerdictChange between(CellResult before, CellResult now) {
    List<String> promises = new ArrayList<>();
    boolean worse = before.verdict() == Verdict.HOLDS && now.verdict() != Verdict.HOLDS;
    for (Promise promise : Promise.values()) {
      PromiseStatus old = before.promises().getOrDefault(promise, PromiseStatus.NOT_EXERCISED);
      PromiseStatus current = now.promises().getOrDefault(promise, PromiseStatus.NOT_EXERCISED);
      if (old != current) {
        promises.add(promise + ": " + Names.of(old) + " → " + Names.of(current));
        worse |=
            current == PromiseStatus.VIOLATED
                || (old == PromiseStatus.HOLDS && current == PromiseStatus.UNKNOWN);
      }
    }
    return new VerdictChange(now, before.verdict(), promises, worse);
  }

  /** A named form is the same cell although its ingredients may have changed. */
  private static CellKey place(CellResult cell) {
    CellKey key = cell.key();
    boolean subset = key.form().equals(CellKey.SUBSET);
    return new CellKey(
        key.strategy(),
        key.role(),
        key.form(),
        subset ? key.ingredients() : List.of(),
        key.scenario(),
        key.variant(),
        key.memoryModel(),
        key.rcu());
  }
}
