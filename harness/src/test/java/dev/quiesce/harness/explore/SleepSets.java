package dev.quiesce.harness.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * Tries every enabled task at every state, but those asleep: visits every class of equivalent
 * schedules with no analysis of races at all. An oracle for programs that unreduced search is too
 * slow for.
 */
final class SleepSets implements Search {
  private final List<Node> nodes = new ArrayList<>();
  private int replayed;

  @Override
  public int choose(Execution execution) {
    int depth = execution.steps();
    if (depth < replayed) {
      Node node = nodes.get(depth);
      node.footprint = execution.actors().footprintOf(node.chosen);
      return node.chosen;
    }
    while (nodes.size() <= depth) {
      nodes.add(new Node());
    }
    Node node = nodes.get(depth);
    node.enabled = execution.enabled();
    node.sleep = 0;
    if (depth > 0) {
      Node parent = nodes.get(depth - 1);
      for (int rest = parent.sleep; rest != 0; rest &= rest - 1) {
        int task = Integer.numberOfTrailingZeros(rest);
        if (task != parent.chosen && !Footprint.dependent(parent.asleep[task], parent.footprint)) {
          node.sleep |= 1 << task;
          node.asleep[task] = parent.asleep[task];
        }
      }
    }
    int awake = node.enabled & ~node.sleep;
    replayed = depth;
    if (awake == 0) {
      return STOP;
    }
    replayed = depth + 1;
    node.chosen = Integer.numberOfTrailingZeros(awake);
    node.footprint = execution.actors().footprintOf(node.chosen);
    return node.chosen;
  }

  @Override
  public boolean advance(Execution execution) {
    for (int depth = replayed - 1; depth >= 0; depth--) {
      Node node = nodes.get(depth);
      node.sleep |= 1 << node.chosen;
      node.asleep[node.chosen] = node.footprint;
      int awake = node.enabled & ~node.sleep;
      if (awake != 0) {
        node.chosen = Integer.numberOfTrailingZeros(awake);
        replayed = depth + 1;
        return true;
      }
    }
    return false;
  }

  @Override
  public String bound() {
    return "sleep sets";
  }
}
