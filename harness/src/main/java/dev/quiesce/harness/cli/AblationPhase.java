package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.ablate.Knowledge;
import dev.quiesce.harness.ablate.Lattice;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.SubsetJob;
import dev.quiesce.harness.result.SubsetJob.Target;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Explores cells of subsets in children, and gathers what they prove; a cell whose outcome another
 * one has proved is not explored.
 */
final class AblationPhase implements Phase {
  private static final long GRACE_MILLIS = 30_000;

  private final StrategyDescriptor strategy;
  private final Lattice lattice;
  private final Knowledge knowledge;
  private final CellBudget budget;
  private final long seed;
  private final boolean stopAtFirst;
  private final ProgressMeter progress;
  private final Deque<Unit> pending;
  private final Map<Integer, Unit> started = new HashMap<>();
  private final List<String> failures = new ArrayList<>();

  /**
   * Cells of one subset that one child explores.
   *
   * @param mask the subset
   * @param targets the cells
   */
  record Unit(int mask, List<Target> targets) {}

  /**
   * A phase.
   *
   * @param stopAtFirst whether a unit ends with its first violation
   */
  AblationPhase(
      StrategyDescriptor strategy,
      Lattice lattice,
      Knowledge knowledge,
      CellBudget budget,
      long seed,
      boolean stopAtFirst,
      Collection<Unit> units,
      ProgressMeter progress) {
    this.strategy = strategy;
    this.lattice = lattice;
    this.knowledge = knowledge;
    this.budget = budget;
    this.seed = seed;
    this.stopAtFirst = stopAtFirst;
    this.progress = progress;
    this.pending = new ArrayDeque<>(units);
  }

  @Override
  public synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public synchronized int size() {
    dropDecided();
    return started.size() + pending.size();
  }

  private void dropDecided() {
    while (!pending.isEmpty() && open(pending.getFirst()).isEmpty()) {
      progress.finished(display(pending.remove()));
    }
  }

  private List<Target> open(Unit unit) {
    if (stopAtFirst && knowledge.violated(unit.mask()).isPresent()) {
      return List.of();
    }
    return knowledge.open(unit.targets(), unit.mask());
  }

  @Override
  public synchronized Object item(int index) {
    dropDecided();
    // Between the question for the size and this one, another child may have taken the last unit.
    Unit unit = pending.isEmpty() ? new Unit(0, List.of()) : pending.remove();
    started.put(index, unit);
    progress.at(display(unit));
    return new SubsetJob(
        strategy.id(),
        strategy.role(),
        lattice.ids(unit.mask()),
        open(unit),
        budget,
        seed,
        stopAtFirst);
  }

  private String display(Unit unit) {
    return strategy.id() + " " + lattice.ids(unit.mask()).size() + " ingredients";
  }

  @Override
  public Duration silence(int index) {
    return Duration.ofMillis(2 * budget.millis() + GRACE_MILLIS);
  }

  @Override
  public synchronized void message(int index, Message message) {
    Unit unit = started.get(index);
    if (unit != null && message instanceof Message.OfSubset told) {
      knowledge.add(unit.mask(), told.cell());
    }
  }

  @Override
  public synchronized void finished(int index, @Nullable String failure) {
    Unit unit = started.getOrDefault(index, new Unit(0, List.of()));
    if (!unit.targets().isEmpty()) {
      progress.finished(display(unit));
    }
    if (failure != null) {
      failures.add(display(unit) + " " + lattice.ids(unit.mask()) + ": " + failure);
    }
  }
}
