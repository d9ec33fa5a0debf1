package dev.quiesce.harness.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * Depth-first search over all schedules with at most so many preemptions: a preemption takes the
 * turn from a task that could go on. Finds short counterexamples first. Never mixed with
 * partial-order reduction, which would make it unsound.
 */
final class BoundedSearch implements Search {
  private static final int BUFFERS = -1 << Execution.FIRST_BUFFER;

  private final int bound;
  private final List<Node> nodes = new ArrayList<>();
  private int replayed;

  BoundedSearch(int bound) {
    this.bound = bound;
  }

  @Override
  public int choose(Execution execution) {
    int depth = execution.steps();
    int enabled = execution.enabled();
    if (depth < replayed) {
      Node node = nodes.get(depth);
      Nondeterminism.check(depth, node.enabled, enabled);
      long[] footprint = execution.footprintOf(node.chosen);
      if (depth < replayed - 1) {
        Nondeterminism.check(depth, node.footprint, footprint);
      }
      node.footprint = footprint;
      return node.chosen;
    }
    while (nodes.size() <= depth) {
      nodes.add(new Node());
    }
    Node node = nodes.get(depth);
    node.enabled = enabled;
    node.before = execution.last();
    node.preemptions =
        depth == 0 ? 0 : nodes.get(depth - 1).preemptions + cost(nodes.get(depth - 1));
    boolean canStay = node.before >= 0 && (enabled & 1 << node.before) != 0;
    node.chosen = canStay ? node.before : Integer.numberOfTrailingZeros(enabled);
    int others = enabled & ~(1 << node.chosen);
    // When a store becomes visible is nobody's preemption.
    node.backtrack = canStay && node.preemptions >= bound ? others & BUFFERS : others;
    node.footprint = execution.footprintOf(node.chosen);
    replayed = depth + 1;
    return node.chosen;
  }

  private static int cost(Node node) {
    boolean couldStay = node.before >= 0 && (node.enabled & 1 << node.before) != 0;
    return couldStay && node.chosen != node.before && !Execution.isBuffer(node.chosen) ? 1 : 0;
  }

  @Override
  public boolean advance(Execution execution) {
    for (int depth = execution.steps() - 1; depth >= 0; depth--) {
      Node node = nodes.get(depth);
      if (node.backtrack != 0) {
        node.chosen = Integer.numberOfTrailingZeros(node.backtrack);
        node.backtrack &= node.backtrack - 1;
        replayed = depth + 1;
        return true;
      }
    }
    return false;
  }

  @Override
  public String bound() {
    return "preemptions<=" + bound;
  }
}
