package dev.quiesce.harness.explore;

import java.util.Arrays;

/** Who took each step of an execution. Immutable. */
public final class Schedule {
  private final int[] choices;
  private final int switches;

  /** Wraps the task numbers, which must not change any more. */
  public Schedule(int[] choices) {
    this.choices = choices;
    int count = 0;
    for (int i = 1; i < choices.length; i++) {
      count += choices[i] == choices[i - 1] ? 0 : 1;
    }
    this.switches = count;
  }

  /** How many steps it has. */
  public int length() {
    return choices.length;
  }

  /** Who takes step {@code index}, counted from 0. */
  public int at(int index) {
    return choices[index];
  }

  /** How often the turn goes from one task to another. */
  public int switches() {
    return switches;
  }

  /** Simpler schedules compare as less: fewer switches, then fewer steps. */
  public Simplicity simplicity() {
    return new Simplicity(switches, choices.length);
  }

  /** How hard a schedule is to follow. */
  public record Simplicity(int switches, int length) implements Comparable<Simplicity> {
    @Override
    public int compareTo(Simplicity other) {
      int bySwitches = Integer.compare(switches, other.switches);
      return bySwitches != 0 ? bySwitches : Integer.compare(length, other.length);
    }
  }

  /** The first {@code steps} steps. */
  public Schedule prefix(int steps) {
    return new Schedule(Arrays.copyOf(choices, Math.min(steps, choices.length)));
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
