package dev.quiesce.harness.opinion;

import dev.quiesce.harness.explore.Observer;
import dev.quiesce.harness.explore.Program;
import dev.quiesce.harness.explore.TaskInfo;
import dev.quiesce.harness.explore.Waiting;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The explorer's side of a trial: how one execution ended. */
final class Verdicts implements Observer {
  private final Trial trial;
  private @Nullable Ending ending;

  Verdicts(Trial trial) {
    this.trial = trial;
  }

  /** Builds a trial and starts its threads: the explorer's program. */
  static Program program(Supplier<Trial> trials) {
    return () -> {
      Trial trial = trials.get();
      trial.start();
      return new Verdicts(trial);
    };
  }

  /** Null for an execution that was cut short because it is covered elsewhere. */
  @Nullable Ending ending() {
    return ending;
  }

  @Override
  public void fault(TaskInfo task, Throwable fault) {
    ending = Trial.ofFault(fault);
  }

  @Override
  public void deadlock(List<Waiting> waiting) {
    ending = Ending.DEADLOCK;
  }

  @Override
  public void livelock(int steps) {
    throw new AssertionError("no program here goes on for " + steps + " steps");
  }

  @Override
  public void quiescent() {
    ending = trial.ofTheEnd();
  }
}
