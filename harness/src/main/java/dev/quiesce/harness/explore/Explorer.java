package dev.quiesce.harness.explore;

import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Runs a program under systematic searches: all schedules with few preemptions first, for short
 * counterexamples, then one of each class of equivalent schedules until none is left or the budget
 * ends. One explorer a thread; reused from cell to cell.
 */
public final class Explorer implements AutoCloseable {
  /** The bounded searches may use this part of the time. */
  private static final double BOUNDED_SHARE = 0.25;

  /** This part is left for random schedules when the reduced search does not come to its end. */
  private static final double SAMPLED_SHARE = 0.25;

  private final Workers workers = new Workers();
  private final RaceDetector races = new RaceDetector();
  private long executions;
  private long pruned;
  private long steps;
  private BooleanSupplier enough = () -> false;

  /** What runs the tasks. */
  public String carrier() {
    return workers.description();
  }

  /**
   * Explores {@code program}.
   *
   * @param memory what the machine does with stores and fences
   * @param visitor is shown each execution that was run to its end
   * @throws Nondeterminism if the program does something else under the same choices
   */
  public Exploration explore(
      Program program,
      MemorySemantics memory,
      ExplorationBudget budget,
      BiConsumer<Observer, Schedule> visitor) {
    return exploreUntil(() -> false, program, memory, budget, visitor);
  }

  /**
   * Explores {@code program} until {@code enough} has been seen; asked after each execution.
   *
   * @throws Nondeterminism if the program does something else under the same choices
   */
  public Exploration exploreUntil(
      BooleanSupplier enough,
      Program program,
      MemorySemantics memory,
      ExplorationBudget budget,
      BiConsumer<Observer, Schedule> visitor) {
    this.enough = enough;
    executions = 0;
    pruned = 0;
    steps = 0;
    long start = System.nanoTime();
    int reached = -1;
    for (int bound = 0; bound <= budget.preemptions(); bound++) {
      long share = share(budget.nanos(), BOUNDED_SHARE);
      if (!search(new BoundedSearch(bound), program, memory, budget, start, share, visitor)) {
        break;
      }
      reached = bound;
    }
    DporSearch dpor = new DporSearch();
    long reducedShare = share(budget.nanos(), 1 - SAMPLED_SHARE);
    if (search(dpor, program, memory, budget, start, reducedShare, visitor)) {
      return new Exploration(true, dpor.bound(), executions, pruned, steps);
    }
    int length = (int) (steps / Math.max(1, executions + pruned));
    PctSearch sampled = new PctSearch(budget.seed(), length);
    long before = executions;
    boolean unused = search(sampled, program, memory, budget, start, budget.nanos(), visitor);
    String bound =
        reached >= 0 ? "preemptions<=" + reached : executions > before ? sampled.bound() : "none";
    return new Exploration(false, bound, executions, pruned, steps);
  }

  private static long share(long nanos, double part) {
    return nanos == Long.MAX_VALUE ? nanos : (long) (nanos * part);
  }

  /** Whether the search was exhausted. */
  private boolean search(
      Search search,
      Program program,
      MemorySemantics memory,
      ExplorationBudget budget,
      long start,
      long nanos,
      BiConsumer<Observer, Schedule> visitor) {
    while (!enough.getAsBoolean()
        && executions + pruned < budget.executions()
        && System.nanoTime() - start < nanos) {
      Execution execution = new Execution(workers, search, budget.maxSteps(), memory, false, races);
      Execution.End end = execution.run(program);
      steps += execution.steps();
      if (end == Execution.End.COVERED) {
        pruned++;
      } else {
        executions++;
        visitor.accept(execution.observer(), execution.schedule());
      }
      if (!search.advance(execution)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Re-runs one schedule with every step explained; after its end the running task goes on as long
   * as it can.
   *
   * @throws Nondeterminism if the schedule does not fit the program
   */
  public Explanation explain(
      Program program, MemorySemantics memory, Schedule schedule, int maxSteps) {
    return explain(program, memory, schedule, 0, maxSteps);
  }

  /**
   * As the other, but stops after step {@code until}, if that is not 0, and keeps the state.
   *
   * @throws Nondeterminism if the schedule does not fit the program
   */
  public Explanation explain(
      Program program, MemorySemantics memory, Schedule schedule, int until, int maxSteps) {
    ReplayChooser chooser = new ReplayChooser(schedule, until);
    Execution execution = new Execution(workers, chooser, maxSteps, memory, true, races);
    Execution.End unused = execution.run(program);
    int wanted = until > 0 ? Math.min(until, schedule.length()) : schedule.length();
    if (execution.steps() < wanted) {
      throw new Nondeterminism(
          "the execution ends after "
              + execution.steps()
              + " steps, the schedule has "
              + schedule.length()
              + ": it belongs to another version of the code");
    }
    return new Explanation(
        execution.tasks().stream().map(Task::info).toList(),
        execution.table(),
        execution.ownSteps(),
        execution.observer(),
        chooser.state());
  }

  /**
   * Shrinks a counterexample: fewest switches, then fewest steps.
   *
   * @param shownAt in which step an execution showed what the schedule shows; 0 if it did not
   * @param executions how many executions it may cost
   */
  public Schedule minimise(
      Program program,
      MemorySemantics memory,
      Schedule schedule,
      Function<Observer, Integer> shownAt,
      int executions,
      int maxSteps) {
    return new Minimiser(
            schedule, chooser -> run(program, memory, chooser, maxSteps), shownAt, executions)
        .minimise();
  }

  private Execution run(Program program, MemorySemantics memory, Chooser chooser, int maxSteps) {
    Execution execution = new Execution(workers, chooser, maxSteps, memory, false, races);
    Execution.End unused = execution.run(program);
    return execution;
  }

  @Override
  public void close() {
    workers.close();
  }
}
