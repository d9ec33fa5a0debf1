package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.Role;
import dev.quiesce.harness.explore.Explorer;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Expectation;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.Verdict;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far one cell of a plan is. Not thread-safe. */
final class CellTurn {
  /**
   * Who comes first: those in their first round; those who had fewer rounds, where who has yet to
   * show something is one round ahead; controls, whose silence would make everything else
   * worthless; the order of the plan.
   */
  static final Comparator<CellTurn> ORDER =
      Comparator.comparingInt(CellTurn::place)
          .thenComparing(turn -> !turn.misses())
          .thenComparing(turn -> turn.job.key().role() != Role.CONTROL)
          .thenComparingInt(CellTurn::number);

  /** A cell gets at most so many times its share of the time that is left. */
  static final long SHARES = 4;

  /** ms of the first round. */
  private static final long FIRST_MILLIS = 500;

  /** How much longer each round is than the one before. */
  private static final long GROWTH = 4;

  private final int number;
  private final CellJob job;
  private int round;
  private long given;

  /** Whether the latest round may have left a search before its end. */
  private boolean cutShort;

  private @Nullable CellResult latest;
  private @Nullable CellResult result;

  CellTurn(int number, CellJob job) {
    this.number = number;
    this.job = job;
  }

  int number() {
    return number;
  }

  CellJob job() {
    return job;
  }

  /** How many rounds it has had. */
  int round() {
    return round;
  }

  /**
   * The job of its next round.
   *
   * @param most ms that it may take
   * @param hurried whether the time for all cells is limited; else there are two rounds at most
   */
  CellJob begin(long most, boolean hurried) {
    CellBudget budget = job.budget();
    latest = null;
    if (budget.executions() != CellBudget.UNBOUNDED || budget.millis() < 0) {
      // Counted in executions a result must not depend on time.
      given = budget.millis();
      return job;
    }
    long wanted = budget.millis();
    if (round == 0) {
      wanted = FIRST_MILLIS;
    } else if (hurried) {
      wanted = GROWTH * given;
    }
    given = Math.min(budget.millis(), Math.min(wanted, most));
    // What is known is executed once, in the first round.
    return new CellJob(
        job.key(),
        budget.within(given),
        job.seed(),
        job.mutant(),
        job.expected(),
        round == 0 ? job.known() : List.of());
  }

  void ended(CellResult newest) {
    latest = newest;
  }

  @Nullable CellResult latest() {
    return latest;
  }

  @Nullable CellResult result() {
    return result;
  }

  void keep(CellResult only) {
    result = only;
  }

  /** Adds the latest round to the earlier ones. */
  void merge() {
    CellResult newest = latest;
    if (newest != null) {
      // In less time each of its searches has ended by itself.
      cutShort = newest.wallMs() >= Explorer.WITHOUT_PREEMPTIONS * given;
      result = result == null ? newest : merged(result, newest);
      round++;
    }
  }

  /** A shorter round does not take back that nothing is left. */
  private static CellResult merged(CellResult known, CellResult newest) {
    return known.exhausted() && !newest.exhausted() ? known.after(newest) : newest.after(known);
  }

  /**
   * Whether more time could show more: of equivalent schedules a search without bounds shows one,
   * so operations that wait for each other may meet only in the searches beside it.
   */
  boolean again() {
    CellResult known = result;
    return known != null
        && known.verdict() != Verdict.UNKNOWN
        && known.verdict() != Verdict.NOT_APPLICABLE
        && (!known.exhausted() || (known.vacuous() && cutShort))
        && given < job.budget().millis();
  }

  /** Its round; one less while it has yet to show something, but never that of the first rounds. */
  private int place() {
    return round == 0 ? 0 : Math.max(1, misses() ? round - 1 : round);
  }

  /** Whether it has yet to show what is declared of it, or that its operations meet at all. */
  private boolean misses() {
    CellResult known = result;
    if (known == null) {
      return false;
    }
    boolean limit =
        known.expectedPromises().entrySet().stream()
            .anyMatch(
                entry ->
                    entry.getValue() == Expectation.VIOLATED
                        && !known
                            .promises()
                            .getOrDefault(entry.getKey(), PromiseStatus.NOT_EXERCISED)
                            .seen());
    return limit
        || known.vacuous()
        || (known.expected() == Verdict.REFUSED && known.verdict() == Verdict.HOLDS);
  }
}
