package dev.quiesce.harness.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Records which steps an execution takes. Its {@link #trace} is a canonical form: for every
 * location its accesses in order, those in a row that commute as a set, and how many steps each
 * task took. Two schedules have the same one if and only if they order all dependent steps alike.
 */
final class Recorder implements Search {
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Step(String name, long[] footprint) {}

  /** Accesses of one location, in a row, that commute. */
  private record Group(long access, TreeSet<String> steps) {}

  private final Search search;
  private final List<Step> steps = new ArrayList<>();
  private final int[] taken = new int[Integer.SIZE];

  Recorder(Search search) {
    this.search = search;
  }

  @Override
  public int prescribed(Execution execution) {
    if (execution.steps() == 0) {
      steps.clear();
      Arrays.fill(taken, 0);
    }
    return record(execution, search.prescribed(execution));
  }

  @Override
  public int choose(Execution execution) {
    return record(execution, search.choose(execution));
  }

  private int record(Execution execution, int chosen) {
    if (chosen >= 0) {
      String name =
          (char) ('a' + chosen) + "" + taken[chosen]++ + execution.actors().kindOf(chosen);
      steps.add(new Step(name, execution.actors().footprintOf(chosen)));
    }
    return chosen;
  }

  @Override
  public void settled(Execution execution) {
    search.settled(execution);
  }

  @Override
  public boolean advance(Execution execution) {
    return search.advance(execution);
  }

  @Override
  public String bound() {
    return search.bound();
  }

  /** The canonical form of the steps so far. */
  String trace() {
    TreeMap<Long, StringBuilder> orders = new TreeMap<>();
    TreeMap<Long, Group> open = new TreeMap<>();
    for (Step step : steps) {
      for (long access : step.footprint()) {
        long location = Footprint.locationOf(access);
        Group group = open.get(location);
        if (group == null || !Footprint.commute(group.access(), access)) {
          if (group != null) {
            orders
                .computeIfAbsent(location, key -> new StringBuilder())
                .append(group.access() & 3)
                .append(group.steps());
          }
          group = new Group(access, new TreeSet<>());
          open.put(location, group);
        }
        group.steps().add(step.name());
      }
    }
    StringBuilder text = new StringBuilder(Arrays.toString(taken));
    open.forEach(
        (location, group) ->
            text.append('|')
                .append(Long.toHexString(location))
                .append(' ')
                .append(orders.getOrDefault(location, new StringBuilder()))
                .append(group.access() & 3)
                .append(group.steps()));
    return text.toString();
  }
}
