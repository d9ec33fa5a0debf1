package dev.quiesce.harness.ablate;

import dev.quiesce.harness.result.SubsetCell;
import dev.quiesce.harness.result.SubsetJob.Target;
import dev.quiesce.harness.result.SubsetVerdict;
import dev.quiesce.harness.result.SubsetViolation;
import dev.quiesce.harness.result.Verdict;
import dev.quiesce.harness.verify.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What follows from the explored cells of one strategy. */
public final class Conclusions {
  private final Lattice lattice;
  private final Knowledge knowledge;
  private final List<Target> targets;

  /** Conclusions for these cells. */
  public Conclusions(Lattice lattice, Knowledge knowledge, Goal goal) {
    this.lattice = lattice;
    this.knowledge = knowledge;
    this.targets = goal.targets();
  }

  /** The verdict on one subset. */
  public SubsetVerdict verdict(int mask) {
    Optional<SubsetCell> violated = knowledge.violated(mask);
    if (violated.isPresent()) {
      return new SubsetVerdict(
          lattice.ids(mask), Verdict.VIOLATED, violation(violated.get(), mask), true);
    }
    boolean exhausted = true;
    boolean unknown = false;
    for (Target target : targets) {
      Optional<SubsetCell> cell = knowledge.of(target, mask);
      unknown |= cell.isEmpty() || cell.get().verdict() == Verdict.UNKNOWN;
      exhausted &= cell.isPresent() && cell.get().exhausted();
    }
    return new SubsetVerdict(
        lattice.ids(mask), unknown ? Verdict.UNKNOWN : Verdict.HOLDS, null, exhausted);
  }

  /** The violation of an explored cell, with the token of the subset that shares it. */
  private SubsetViolation violation(SubsetCell cell, int mask) {
    SubsetViolation violation = Objects.requireNonNull(cell.violation());
    return violation.with(Token.decode(violation.replay()).with(lattice.ids(mask)).encode());
  }

  /** A violation of a subset in each explored cell where it fails, the shortest first. */
  public List<SubsetViolation> violations(int mask) {
    return targets.stream()
        .flatMap(target -> knowledge.of(target, mask).stream())
        .filter(cell -> cell.verdict() == Verdict.VIOLATED)
        .map(cell -> violation(cell, mask))
        .sorted(Comparator.comparingInt(SubsetViolation::steps))
        .toList();
  }

  /** The same, the worst first. */
  public List<SubsetViolation> reasons(int mask) {
    return violations(mask).stream()
        .sorted(Comparator.comparing(SubsetViolation::severity))
        .toList();
  }

  /** The subsets that are sufficient, as far as they were explored. */
  public List<Integer> sufficient() {
    List<Integer> sufficient = new ArrayList<>();
    for (int mask : lattice.subsets()) {
      if (verdict(mask).verdict() == Verdict.HOLDS) {
        sufficient.add(mask);
      }
    }
    return sufficient;
  }

  /**
   * Ids of ingredients that are in no sufficient subset, although one is sufficient without them.
   */
  public List<String> harmful(List<Integer> sufficient) {
    if (sufficient.isEmpty()) {
      return List.of();
    }
    int used = sufficient.stream().reduce(0, (a, b) -> a | b);
    return lattice.ids(~used);
  }

  /** Cells that some sufficient subset did not exhaust. */
  public List<String> notExhausted(List<Integer> sufficient) {
    return cells(sufficient, cell -> !cell.exhausted());
  }

  /** Cells in which the operations never met in some of these subsets. */
  public List<String> vacuous(List<Integer> subsets) {
    return cells(subsets, cell -> cell.vacuous() && cell.verdict() != Verdict.NOT_APPLICABLE);
  }

  private List<String> cells(List<Integer> subsets, Predicate<SubsetCell> condition) {
    TreeSet<String> cells = new TreeSet<>();
    for (int mask : subsets) {
      for (Target target : targets) {
        knowledge.of(target, mask).filter(condition).ifPresent(cell -> cells.add(cell.display()));
      }
    }
    return List.copyOf(cells);
  }
}
