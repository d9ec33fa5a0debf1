package dev.quiesce.harness.explore;

/**
 * Takes the steps of a recorded schedule, and after its end stays with the running task as long as
 * possible.
 */
final class ReplayChooser implements Chooser {
  private final Schedule schedule;

  ReplayChooser(Schedule schedule) {
    this.schedule = schedule;
  }

  @Override
  public int choose(Execution execution) {
    int enabled = execution.enabled();
    int depth = execution.steps();
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
}
