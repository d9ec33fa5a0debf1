package dev.quiesce.harness.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What an execution tells of itself while it is explained. */
final class Story {
  private final List<StepInfo> table = new ArrayList<>();
  private final List<Integer> actors = new ArrayList<>();
  private final List<long[]> footprints = new ArrayList<>();
  private final Touched touched = new Touched();

  void row(StepInfo row) {
    table.add(row);
  }

  void step(int actor, long[] footprint) {
    actors.add(actor);
    footprints.add(footprint);
  }

  /** The steps, with the rows that belong to them. */
  List<StepInfo> table() {
    return Collections.unmodifiableList(table);
  }

  /** The objects reached so far. */
  Touched touched() {
    return touched;
  }

  /** The steps, counted from 1, that commute with every step of every other actor. */
  Set<Integer> ownSteps() {
    Set<Integer> own = new TreeSet<>();
    for (int i = 0; i < footprints.size(); i++) {
      if (!meetsAnother(i)) {
        own.add(i + 1);
      }
    }
    return own;
  }

  private boolean meetsAnother(int step) {
    for (int i = 0; i < footprints.size(); i++) {
      if (!actors.get(i).equals(actors.get(step))
          && Footprint.dependent(footprints.get(i), footprints.get(step))) {
        return true;
      }
    }
    return false;
  }
}
