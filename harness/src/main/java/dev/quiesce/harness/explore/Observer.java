package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.Lifetime;
import dev.quiesce.api.seam.Marker;
import java.util.List;
import java.util.function.Supplier;

/** Watches one execution and judges it. Called by whichever task runs; never by two at once. */
public interface Observer {
  /** Step {@code number}, counted from 1, is about to act. */
  default void step(int number) {}

  /** A marker, in schedule order. */
  default void marked(TaskInfo task, Marker marker) {}

  /** Storage was freed. */
  default void freed(TaskInfo task, Lifetime lifetime) {}

  /**
   * {@code task} is about to wait: its operation is not enabled. {@code holders} hold what it
   * wants, if known; {@code operation} is in words, and valid during the call.
   */
  default void blocked(TaskInfo task, Supplier<String> operation, List<TaskInfo> holders) {}

  /** {@code task} is about to take the mutex of that name, whether or not it must wait. */
  default void acquiring(TaskInfo task, String mutex) {}

  /** {@code task} holds the mutex. */
  default void acquired(TaskInfo task, String mutex) {}

  /** {@code task} gives the mutex up. */
  default void releasing(TaskInfo task, String mutex) {}

  /** {@code task} is about to wait for an event that those threads raise, raised or not. */
  default void awaiting(TaskInfo task, List<String> raisers) {}

  /** A fault of the model: the execution ends with it. */
  void fault(TaskInfo task, Throwable fault);

  /**
   * Two tasks have met at a field, one of them writing and one plainly, so that a data race was
   * possible; once an execution.
   */
  default void shared() {}

  /** A data race, which the execution survives; once a location. */
  default void race(DataRace race) {}

  /** No task is enabled and some have not finished. */
  void deadlock(List<Waiting> waiting);

  /** The bound on steps was reached. */
  void livelock(int steps);

  /** Every task has finished, but daemons that wait. */
  void quiescent();
}
