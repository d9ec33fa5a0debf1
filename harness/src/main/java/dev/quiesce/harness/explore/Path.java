package dev.quiesce.harness.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The path of a depth-first search: the states of its last execution as far as the next one goes
 * the same way, and what that one has added.
 */
final class Path {
  private final List<Node> nodes = new ArrayList<>();

  /** For each actor the depth of its last step in this execution, or -1. */
  private final int[] lastOf = new int[Integer.SIZE];

  private int length;

  /** The state before step {@code depth + 1}, which must have been reached. */
  Node at(int depth) {
    return nodes.get(depth);
  }

  /** The state before step {@code depth + 1}, reached for the first time. */
  Node reach(int depth) {
    while (nodes.size() <= depth) {
      nodes.add(new Node());
    }
    return nodes.get(depth);
  }

  /** States on the path; the step from the last of them is one that was not taken before. */
  int length() {
    return length;
  }

  /** The path goes on to so many states, or back to them. */
  void length(int states) {
    length = states;
  }

  /** The depth of the actor's last step in this execution, or -1. */
  int lastOf(int actor) {
    return lastOf[actor];
  }

  /** The actor takes the step from that depth. */
  void takes(int actor, int depth) {
    lastOf[actor] = depth;
  }

  /**
   * What {@link Chooser#prescribed} asks: whose step is the same as in the last execution. Compares
   * that one step with what it was, as far as that costs nothing.
   */
  int prescribed(Execution execution) {
    int depth = execution.steps();
    if (depth == 0) {
      Arrays.fill(lastOf, -1);
    }
    if (depth >= length - 1) {
      return Chooser.FREE;
    }
    Node node = nodes.get(depth);
    node.checkAgain(execution.actors(), depth);
    lastOf[node.chosen] = depth;
    return node.chosen;
  }

  /** The same, and compares all that the last execution showed of the state and of the step. */
  int compared(Execution execution) {
    int chosen = prescribed(execution);
    if (chosen != Chooser.FREE) {
      int depth = execution.steps();
      Node node = nodes.get(depth);
      Nondeterminism.check(depth, node.enabled, execution.enabled());
      Nondeterminism.checkSame(
          depth, Arrays.equals(node.footprint, execution.actors().footprintOf(chosen)));
    }
    return chosen;
  }

  /**
   * Nothing is enabled any more.
   *
   * @throws Nondeterminism if the last execution went on from here
   */
  void checkEnd(Execution execution) {
    Nondeterminism.checkEnd(execution.steps(), length);
  }
}
