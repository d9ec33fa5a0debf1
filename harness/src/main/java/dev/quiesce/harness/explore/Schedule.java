package dev.quiesce.harness.explore;

import java.util.Arrays;

/**
 * Who took each step of an execution.
 *
 * @param choices task numbers
 * @param switches how often the turn went from one task to another
 */
public record Schedule(int[] choices, int switches) {

  /** The first {@code steps} steps. */
  public Schedule prefix(int steps) {
    int[] kept = Arrays.copyOf(choices, Math.min(steps, choices.length));
    int count = 0;
    for (int i = 1; i < kept.length; i++) {
      count += kept[i] == kept[i - 1] ? 0 : 1;
    }
    return new Schedule(kept, count);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Schedule schedule && Arrays.equals(choices, schedule.choices);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(choices);
  }

  @Override
  public String toString() {
    return Arrays.toString(choices);
  }
}
