package dev.quiesce.harness.explore;

import dev.quiesce.harness.result.ReplayState;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of a recorded schedule, and after its end stays with the running task as long as
 * possible; or stops at a given step and keeps the machine's state.
 */
final class ReplayChooser implements Chooser {
  private final Schedule schedule;
  private final int until;
  private @Nullable ReplayState state;

  /** For a schedule that ends after {@code until} steps; 0 to go on after its end. */
  ReplayChooser(Schedule schedule, int until) {
    this.schedule = schedule;
    this.until = until;
  }

  /** The machine where it was stopped; null if it was not. */
  @Nullable ReplayState state() {
    return state;
  }

  @Override
  public void settled(Execution execution) {
    if (until > 0 && execution.steps() == until) {
      state = stateOf(execution);
    }
  }

  @Override
  public int choose(Execution execution) {
    int enabled = execution.enabled();
    int depth = execution.steps();
    if (until > 0 && depth == until) {
      state = stateOf(execution);
      return STOP;
    }
    if (depth < schedule.length()) {
      int wanted = schedule.at(depth);
      if (wanted < 0 || wanted >= Integer.SIZE || (enabled & 1 << wanted) == 0) {
        throw new Nondeterminism(
            "step "
                + (depth + 1)
                + " of the schedule is task "
                + wanted
                + ", which cannot act there: the schedule belongs to another version of the code");
      }
      return wanted;
    }
    int last = execution.last();
    return last >= 0 && (enabled & 1 << last) != 0 ? last : Integer.numberOfTrailingZeros(enabled);
  }

  private static ReplayState stateOf(Execution execution) {
    return execution.story().touched().state(execution);
  }
}
