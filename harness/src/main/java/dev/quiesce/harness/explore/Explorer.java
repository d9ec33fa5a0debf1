package dev.quiesce.harness.explore;

import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Runs a program under systematic searches. First every schedule without a preemption, for the
 * shortest counterexamples. Then one of each class of equivalent schedules until none is left or
 * its share of the budget is used up. Then schedules with few preemptions: equivalent schedules
 * differ in when a thread asks for a lock, hence in whether it waits, and here such waits are met.
 * At last random schedules, if the space is not exhausted. One explorer a thread; reused from cell
 * to cell.
 *
 * <p>Of the executions a sample is run again, and must do the same.
 */
public final class Explorer implements AutoCloseable {
  /** The part of the budget after which the search without preemptions, the first, is cut short. */
  public static final double WITHOUT_PREEMPTIONS = 0.2;

  /** The same of the searches after it: one of each class, and with few preemptions. */
  private static final double REDUCED = 0.6;

  private static final double BOUNDED = 0.8;

  private final Workers workers;
  private final RaceDetector races = new RaceDetector();

  /** An explorer. */
  public Explorer() {
    this(new Workers());
  }

  Explorer(Workers workers) {
    this.workers = workers;
  }

  /** What runs the tasks. */
  public String carrier() {
    return workers.description();
  }

  /**
   * Explores {@code program}.
   *
   * @param memory what the machine does with stores and fences
   * @param visitor is shown each execution, those cut short where they are covered elsewhere too;
   *     on a thread that is not the caller's, who waits meanwhile
   * @throws Nondeterminism if the program does something else under the same choices
   * @throws Stalled if the program blocks or starts threads outside the seam
   */
  public Exploration explore(
      Program program,
      MemorySemantics memory,
      ExplorationBudget budget,
      BiConsumer<Observer, Schedule> visitor) {
    return exploreUntil(() -> false, program, memory, budget, visitor);
  }

  /**
   * Explores {@code program} until {@code enough} has been seen; asked after each execution, on the
   * thread that explores, as the visitor is called there.
   *
   * @throws Nondeterminism if the program does something else under the same choices
   * @throws Stalled if the program blocks or starts threads outside the seam
   */
  public Exploration exploreUntil(
      BooleanSupplier enough,
      Program program,
      MemorySemantics memory,
      ExplorationBudget budget,
      BiConsumer<Observer, Schedule> visitor) {
    return workers
        .watchdog()
        .watch(() -> new Run(enough, program, memory, budget, visitor).explore());
  }

  /** One exploration. */
  private final class Run {
    private final BooleanSupplier enough;
    private final Program program;
    private final MemorySemantics memory;
    private final ExplorationBudget budget;
    private final BiConsumer<Observer, Schedule> visitor;
    private final SelfCheck check;
    private final long start = System.nanoTime();
    private long executions;
    private long pruned;
    private long steps;

    private Run(
        BooleanSupplier enough,
        Program program,
        MemorySemantics memory,
        ExplorationBudget budget,
        BiConsumer<Observer, Schedule> visitor) {
      this.enough = enough;
      this.program = program;
      this.memory = memory;
      this.budget = budget;
      this.visitor = visitor;
      this.check = new SelfCheck(program, memory, budget.maxSteps(), workers, races);
    }

    private Exploration explore() {
      int reached = -1;
      if (budget.preemptions() >= 0 && search(new BoundedSearch(0), WITHOUT_PREEMPTIONS)) {
        reached = 0;
      }
      DporSearch reduced = new DporSearch();
      boolean exhausted = search(reduced, budget.preemptions() < 0 ? BOUNDED : REDUCED);
      for (int bound = 1; bound <= budget.preemptions() && reached == bound - 1; bound++) {
        // One preemption anywhere: a wait may begin at a step that meets nobody's.
        Accesses shared = exhausted && bound > 1 ? reduced.accesses() : null;
        if (search(new BoundedSearch(bound, shared), BOUNDED)) {
          reached = bound;
        }
      }
      if (exhausted) {
        return result(true, reduced.bound());
      }
      long before = executions;
      int length = (int) (steps / Math.max(1, executions + pruned));
      PctSearch sampled = new PctSearch(budget.seed(), length);
      boolean unused = search(sampled, 1);
      return result(
          false,
          reached >= 0
              ? "preemptions<=" + reached
              : executions > before ? sampled.bound() : "none");
    }

    private Exploration result(boolean exhausted, String bound) {
      return new Exploration(exhausted, bound, executions, pruned, steps, check.count());
    }

    /** Whether the search was exhausted before that part of the whole budget was used up. */
    private boolean search(Search search, double part) {
      while (isWithin(part)) {
        Execution execution =
            new Execution(workers, check.watch(search), budget.maxSteps(), memory, false, races);
        Execution.End end = execution.run(program);
        steps += execution.steps();
        if (end == Execution.End.COVERED) {
          pruned++;
        } else {
          executions++;
        }
        visitor.accept(execution.observer(), execution.schedule());
        check.ended(execution);
        if (!search.advance(execution)) {
          return true;
        }
      }
      return false;
    }

    private boolean isWithin(double part) {
      return !enough.getAsBoolean()
          && executions + pruned < share(budget.executions(), part)
          && System.nanoTime() - start < share(budget.nanos(), part);
    }
  }

  private static long share(long whole, double part) {
    return whole == Long.MAX_VALUE || part == 1 ? whole : (long) Math.ceil(whole * part);
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
    return workers.watchdog().watch(() -> explained(program, memory, schedule, until, maxSteps));
  }

  private Explanation explained(
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
    Story story = execution.story();
    return new Explanation(
        execution.tasks().stream().map(Task::info).toList(),
        story.table(),
        story.ownSteps(),
        execution.observer(),
        chooser.state());
  }

  /**
   * Executes a schedule, and after its end the running task goes on as long as it can.
   *
   * @param visitor is shown the execution
   * @throws Nondeterminism if the schedule does not fit the program
   */
  public void replay(
      Program program,
      MemorySemantics memory,
      Schedule schedule,
      int maxSteps,
      BiConsumer<Observer, Schedule> visitor) {
    ReplayChooser chooser = new ReplayChooser(schedule, 0);
    Execution execution = workers.watchdog().watch(() -> run(program, memory, chooser, maxSteps));
    visitor.accept(execution.observer(), execution.schedule());
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
    Minimiser minimiser =
        new Minimiser(
            schedule, chooser -> run(program, memory, chooser, maxSteps), shownAt, executions);
    return workers.watchdog().watch(minimiser::minimise);
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
