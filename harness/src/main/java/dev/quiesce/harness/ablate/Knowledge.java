package dev.quiesce.harness.ablate;

import dev.quiesce.harness.result.SubsetCell;
import dev.quiesce.harness.result.SubsetJob.Target;
import dev.quiesce.harness.result.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the explored cells of one strategy prove.
 *
 * <p>Each outcome comes with the ingredients that its executions asked for. A subset that agrees
 * with the explored one on those gets the same answers, hence the same executions and the same
 * outcome; for a violation the questions of the violating execution alone count. Nothing else is
 * concluded. Not thread-safe.
 */
public final class Knowledge {
  private final Lattice lattice;
  private final Map<String, List<Fact>> byCell = new HashMap<>();
  private final List<Fact> violations = new ArrayList<>();
  private final Map<String, Integer> kills = new HashMap<>();
  private final Map<String, Long> cost = new HashMap<>();
  private long cells;
  private long executions;
  private long wallMs;

  /** Nothing is known yet. */
  public Knowledge(Lattice lattice) {
    this.lattice = lattice;
  }

  private record Fact(int asked, int on, SubsetCell cell) {
    boolean covers(int mask) {
      return (mask & asked) == on;
    }
  }

  /** A cell of the subset {@code mask} was explored. */
  public void add(int mask, SubsetCell cell) {
    cells++;
    executions += cell.executions();
    wallMs += cell.wallMs();
    int asked = lattice.mask(cell.asked());
    Fact fact = new Fact(asked, mask & asked, cell);
    byCell.computeIfAbsent(cell.display(), name -> new ArrayList<>()).add(fact);
    if (cell.verdict() == Verdict.VIOLATED) {
      violations.add(fact);
      kills.merge(cell.display(), 1, Integer::sum);
    }
    cost.merge(cell.display(), cell.wallMs(), Math::max);
  }

  /** What is known of a cell of the subset {@code mask}. */
  public Optional<SubsetCell> of(Target target, int mask) {
    return byCell.getOrDefault(target.display(), List.of()).stream()
        .filter(fact -> fact.covers(mask))
        .map(Fact::cell)
        .findFirst();
  }

  /** Cells of a subset of which nothing is known, those first that decide soonest. */
  public List<Target> open(List<Target> targets, int mask) {
    List<Target> open = new ArrayList<>();
    for (Target target : targets) {
      if (of(target, mask).isEmpty()) {
        open.add(target);
      }
    }
    open.sort((a, b) -> Double.compare(promising(b), promising(a)));
    return open;
  }

  /** Violations seen per millisecond spent, roughly. */
  private double promising(Target target) {
    return (kills.getOrDefault(target.display(), 0) + 0.1)
        / (cost.getOrDefault(target.display(), 0L) + 10.0);
  }

  /** A cell in which the subset {@code mask} is known to fail. */
  public Optional<SubsetCell> violated(int mask) {
    return violations.stream().filter(fact -> fact.covers(mask)).map(Fact::cell).findFirst();
  }

  /** Number of cells that were explored. */
  public long cells() {
    return cells;
  }

  /** Schedules, over all of them. */
  public long executions() {
    return executions;
  }

  /** Milliseconds, over all of them. */
  public long wallMs() {
    return wallMs;
  }
}
