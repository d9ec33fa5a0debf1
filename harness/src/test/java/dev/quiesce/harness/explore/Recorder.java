package dev.quiesce.harness.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Records which steps an execution takes. Its {@link #trace} is a canonical form: for every
 * location the order of its writes with the reads between them, and how many steps each task took.
 * Two schedules have the same one if and only if they order all dependent steps alike.
 */
final class Recorder implements Search {
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Step(String name, long[] footprint) {}

  private final Search search;
  private final List<Step> steps = new ArrayList<>();
  private final int[] taken = new int[Integer.SIZE];

  Recorder(Search search) {
    this.search = search;
  }

  @Override
  public int choose(Execution execution) {
    if (execution.steps() == 0) {
      steps.clear();
      Arrays.fill(taken, 0);
    }
    int chosen = search.choose(execution);
    if (chosen != STOP) {
      String name = (char) ('a' + chosen) + "" + taken[chosen]++ + execution.kindOf(chosen);
      steps.add(new Step(name, execution.footprintOf(chosen)));
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
    TreeMap<Long, TreeSet<String>> reads = new TreeMap<>();
    for (Step step : steps) {
      for (long access : step.footprint()) {
        long location = access >>> 1;
        TreeSet<String> since = reads.computeIfAbsent(location, key -> new TreeSet<>());
        if ((access & 1) == 0) {
          since.add(step.name());
        } else {
          orders
              .computeIfAbsent(location, key -> new StringBuilder())
              .append(since)
              .append(step.name());
          since.clear();
        }
      }
    }
    StringBuilder text = new StringBuilder(Arrays.toString(taken));
    reads.forEach(
        (location, since) ->
            text.append('|')
                .append(Long.toHexString(location))
                .append(' ')
                .append(orders.getOrDefault(location, new StringBuilder()))
                .append(since));
    return text.toString();
  }
}
