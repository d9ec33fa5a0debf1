package dev.quiesce.harness.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shrinks a counterexample: fewest switches from one task to another first, then fewest steps.
 * Delta debugging over the runs of the schedule: leave out everything that an actor does, leave out
 * one run, join two runs of one actor, cut the end of a run; each candidate is executed, and kept
 * if it is simpler and shows the same thing. The result is minimal in that no single such change
 * makes it simpler, if the budget reaches so far. Deterministic: the budget counts executions, not
 * time.
 *
 * <p>Source: Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", TSE 28(2),
 * 2002.
 */
final class Minimiser {
  /** A candidate that shows nothing may run longer than the best schedule, by this many steps. */
  private static final int SLACK = 64;

  private final Function<Chooser, Execution> runner;
  private final Function<Observer, Integer> shownAt;
  private final int maxExecutions;
  private int executions;
  private Schedule best;

  /**
   * A minimiser for one counterexample.
   *
   * @param runner executes the program once under a chooser
   * @param shownAt in which step an execution showed what is to be shown; 0 if it did not
   * @param maxExecutions the budget
   */
  Minimiser(
      Schedule schedule,
      Function<Chooser, Execution> runner,
      Function<Observer, Integer> shownAt,
      int maxExecutions) {
    this.best = schedule;
    this.runner = runner;
    this.shownAt = shownAt;
    this.maxExecutions = maxExecutions;
  }

  /** The simplest schedule found. */
  Schedule minimise() {
    boolean better = true;
    while (better && executions < maxExecutions) {
      better = anySimpler(Run.of(best));
    }
    return best;
  }

  private boolean anySimpler(List<Run> runs) {
    return withoutAnActor(runs) || withoutARun(runs) || joined(runs) || shortened(runs);
  }

  private boolean withoutAnActor(List<Run> runs) {
    for (int actor : runs.stream().mapToInt(Run::actor).distinct().toArray()) {
      if (accept(runs.stream().filter(run -> run.actor() != actor).toList())) {
        return true;
      }
    }
    return false;
  }

  private boolean withoutARun(List<Run> runs) {
    for (int i = runs.size() - 1; i >= 0; i--) {
      if (accept(replaced(runs, i, null))) {
        return true;
      }
    }
    return false;
  }

  /** The second of two runs of one actor moves up to the first, or the first down. */
  private boolean joined(List<Run> runs) {
    for (int i = 0; i < runs.size(); i++) {
      Run first = runs.get(i);
      for (int j = i + 2; j < runs.size(); j++) {
        Run second = runs.get(j);
        if (first.actor() == second.actor()) {
          Run both = new Run(first.actor(), first.length() + second.length());
          if (accept(replaced(replaced(runs, j, null), i, both))
              || accept(replaced(replaced(runs, j, both), i, null))) {
            return true;
          }
          break;
        }
      }
    }
    return false;
  }

  private boolean shortened(List<Run> runs) {
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      for (int cut = run.length() / 2; cut > 0; cut /= 2) {
        if (accept(replaced(runs, i, new Run(run.actor(), run.length() - cut)))) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Run> replaced(List<Run> runs, int index, @Nullable Run run) {
    List<Run> changed = new ArrayList<>(runs);
    if (run == null) {
      changed.remove(index);
    } else {
      changed.set(index, run);
    }
    return changed;
  }

  /** Executes a candidate; keeps it if it shows the same in a simpler way. */
  private boolean accept(List<Run> candidate) {
    if (executions >= maxExecutions) {
      return false;
    }
    executions++;
    Execution execution =
        runner.apply(new LenientChooser(candidate, best.length() + SLACK, best.switches()));
    int shown = shownAt.apply(execution.observer());
    if (shown == 0) {
      return false;
    }
    Schedule schedule = execution.schedule().prefix(shown);
    if (schedule.simplicity().compareTo(best.simplicity()) >= 0) {
      return false;
    }
    best = schedule;
    return true;
  }

  /** So many steps of one actor. */
  record Run(int actor, int length) {
    static List<Run> of(Schedule schedule) {
      List<Run> runs = new ArrayList<>();
      int start = 0;
      for (int i = 1; i <= schedule.length(); i++) {
        if (i == schedule.length() || schedule.at(i) != schedule.at(start)) {
          runs.add(new Run(schedule.at(start), i - start));
          start = i;
        }
      }
      return runs;
    }
  }

  /**
   * Takes runs as far as they are possible: one whose actor cannot act ends early. After the last
   * one its actor goes on as long as it can.
   */
  private static final class LenientChooser implements Chooser {
    private final List<Run> runs;
    private final int maxSteps;
    private final int maxSwitches;
    private int run;
    private int taken;
    private int switches;
    private int before = STOP;

    LenientChooser(List<Run> runs, int maxSteps, int maxSwitches) {
      this.runs = runs;
      this.maxSteps = maxSteps;
      this.maxSwitches = maxSwitches;
    }

    @Override
    public int choose(Execution execution) {
      int enabled = execution.enabled();
      int chosen = next(enabled);
      if (chosen == STOP || execution.steps() >= maxSteps) {
        return STOP;
      }
      switches += before != STOP && before != chosen ? 1 : 0;
      before = chosen;
      return switches > maxSwitches ? STOP : chosen;
    }

    private int next(int enabled) {
      while (run < runs.size()) {
        Run current = runs.get(run);
        if (taken < current.length() && (enabled & 1 << current.actor()) != 0) {
          taken++;
          return current.actor();
        }
        run++;
        taken = 0;
      }
      return before != STOP && (enabled & 1 << before) != 0 ? before : STOP;
    }
  }
}
