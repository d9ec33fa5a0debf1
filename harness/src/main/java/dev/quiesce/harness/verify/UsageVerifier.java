package dev.quiesce.harness.verify;

import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.check.PromiseMonitor;
import dev.quiesce.harness.check.Sighting;
import dev.quiesce.harness.explore.Exploration;
import dev.quiesce.harness.explore.ExplorationBudget;
import dev.quiesce.harness.explore.Explorer;
import dev.quiesce.harness.explore.MemorySemantics;
import dev.quiesce.harness.explore.Schedule;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.RcuModel;
import dev.quiesce.harness.result.UsageAnswer;
import dev.quiesce.harness.result.UsageCase;
import dev.quiesce.harness.result.UsageCell;
import dev.quiesce.harness.result.UsageTable;
import dev.quiesce.harness.scenario.Usage;
import dev.quiesce.harness.scenario.UsageOutcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a strategy what it does in each cell of the usage matrix: its own code runs under the
 * controlled scheduler, every schedule without a preemption first and then, up to a fixed number,
 * one of each class of schedules. No clock takes part, so an answer is always the same. Confined to
 * one thread.
 */
public final class UsageVerifier implements AutoCloseable {
  private final Explorer explorer = new Explorer();
  private final Usage scenario = new Usage(outcome -> this.outcome = outcome);
  private final ExplorationBudget budget;
  private @Nullable UsageOutcome outcome;

  /**
   * A verifier.
   *
   * @param executions schedules explored of a cell, at most
   */
  public UsageVerifier(long executions) {
    this.budget = new ExplorationBudget(0, Long.MAX_VALUE, executions, 1, CellVerifier.MAX_STEPS);
  }

  /** The whole matrix of one form. */
  public UsageTable verify(StrategyPlugin plugin, Form form) {
    StrategyDescriptor descriptor = plugin.descriptor();
    List<UsageCell> cells = new ArrayList<>();
    for (UsageCase usage : UsageCase.all()) {
      cells.add(verify(plugin, form, usage));
    }
    return new UsageTable(descriptor.id(), descriptor.role(), form.name(), cells);
  }

  /** One cell. */
  public UsageCell verify(StrategyPlugin plugin, Form form, UsageCase usage) {
    Map<UsageAnswer, Evidence> seen = new EnumMap<>(UsageAnswer.class);
    Exploration exploration =
        explorer.explore(
            new Cell(plugin, form.ingredients(), scenario, usage.id(), RcuModel.SPEC),
            MemorySemantics.SC,
            budget,
            (observer, schedule) -> {
              UsageOutcome told = Objects.requireNonNull(outcome);
              evidence(usage, (PromiseMonitor) observer, told, schedule)
                  .ifPresent(one -> seen.merge(one.answer(), one, Evidence::simpler));
            });
    Evidence worst =
        seen.values().stream()
            .reduce((first, second) -> second)
            .orElseThrow(() -> new IllegalStateException("no schedule of " + usage + " ended"));
    return new UsageCell(
        usage,
        worst.answer(),
        List.copyOf(seen.keySet()),
        worst.text(),
        exploration.exhausted(),
        exploration.bound(),
        exploration.executions(),
        new Token(key(plugin.descriptor(), form, usage), null, worst.schedule()).encode());
  }

  private static CellKey key(StrategyDescriptor strategy, Form form, UsageCase usage) {
    return CellKey.of(strategy, form, Usage.ID, usage.id(), MemoryModel.SC, RcuModel.SPEC);
  }

  /** What one schedule showed. */
  private record Evidence(UsageAnswer answer, String text, Schedule schedule) {
    static Evidence simpler(Evidence one, Evidence other) {
      int order = one.schedule.simplicity().compareTo(other.schedule.simplicity());
      return order <= 0 ? one : other;
    }
  }

  /** Nothing of a schedule that was cut short because another one covers it. */
  private static Optional<Evidence> evidence(
      UsageCase usage, PromiseMonitor monitor, UsageOutcome outcome, Schedule schedule) {
    Throwable error = monitor.error();
    if (error != null) {
      return Optional.of(new Evidence(UsageAnswer.UNKNOWN, error.toString(), schedule));
    }
    Evidence said = said(usage, outcome, schedule);
    Optional<Evidence> diagnosed =
        monitor.sightings().stream()
            .filter(one -> one.promise().required())
            .map(one -> new Evidence(answer(one), one.message(), schedule.prefix(one.steps())))
            .max((one, other) -> one.answer().compareTo(other.answer()))
            .filter(one -> isUndecided(said) || one.answer().compareTo(said.answer()) > 0);
    return diagnosed.isEmpty() && outcome.isComplete() ? Optional.of(said) : diagnosed;
  }

  /** Whether what was diagnosed says more: after it anything may follow. */
  private static boolean isUndecided(Evidence said) {
    return said.answer() == UsageAnswer.UNKNOWN || said.answer() == UsageAnswer.LINKED;
  }

  private static UsageAnswer answer(Sighting sighting) {
    return switch (sighting.kind()) {
      case USE_AFTER_FREE -> UsageAnswer.USE_AFTER_FREE;
      case LOGICAL_USE_AFTER_FREE, NULL_DEREFERENCE -> UsageAnswer.NULL;
      case DOUBLE_FREE -> UsageAnswer.DOUBLE_FREE;
      case LEAK -> UsageAnswer.LEAK;
      case LOST_CALLBACK -> UsageAnswer.LOST;
      case SELF_DEADLOCK -> UsageAnswer.SELF_WAIT;
      case DEADLOCK, LIVELOCK -> UsageAnswer.DEADLOCK;
      default -> UsageAnswer.UNKNOWN;
    };
  }

  /** What the call itself said, as far as the audit agrees. */
  private static Evidence said(UsageCase usage, UsageOutcome outcome, Schedule schedule) {
    if (outcome.exception().isPresent()) {
      return new Evidence(UsageAnswer.EXCEPTION, outcome.exception().get(), schedule);
    }
    if (outcome.refusal().isPresent()) {
      String text = outcome.refusal().get();
      return outcome.isAcceptedLater()
          ? new Evidence(UsageAnswer.REFUSED, text, schedule)
          : new Evidence(UsageAnswer.UNKNOWN, "never accepted: " + text, schedule);
    }
    if (usage.call().registers()) {
      return outcome.isRegistered() && outcome.isCalledAfterwards()
          ? new Evidence(UsageAnswer.OK, "", schedule)
          : new Evidence(UsageAnswer.UNKNOWN, "registered, and never called", schedule);
    }
    if (outcome.isCalledAfterwards()) {
      return new Evidence(UsageAnswer.LINKED, "still called after its unregister", schedule);
    }
    return new Evidence(unregistered(outcome), "", schedule);
  }

  private static UsageAnswer unregistered(UsageOutcome outcome) {
    Unregistration returned = outcome.returned().orElse(null);
    if (returned == null) {
      return UsageAnswer.UNKNOWN;
    }
    return switch (returned) {
      case DONE -> outcome.isFreedAtOnce() ? UsageAnswer.OK : UsageAnswer.DEFERRED;
      case NOT_REGISTERED -> UsageAnswer.NO_OP;
      case POSTPONED -> UsageAnswer.POSTPONED;
    };
  }

  @Override
  public void close() {
    explorer.close();
  }
}
