package dev.quiesce.harness.explore;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Depth-first search over all schedules with at most so many preemptions: a preemption takes the
 * turn from a task that could go on. Finds short counterexamples first. Never mixed with
 * partial-order reduction, which would make it unsound.
 *
 * <p>A state that was reached before by an equivalent schedule, with the same task running and no
 * more preemptions spent, is not continued again: everything that follows was seen. States are told
 * apart by a hash of the steps that led there with what each of them came after.
 *
 * <p>Source of the idea: Musuvathi, Qadeer, "Partial-order reduction for context-bounded state
 * exploration", MSR-TR-2007-12 (happens-before caching in CHESS).
 */
final class BoundedSearch implements Search {
  private static final int BUFFERS = -1 << Actors.FIRST_BUFFER;

  private final int bound;
  private final @Nullable Accesses shared;
  private final boolean remembers;
  private final Path path = new Path();
  private final Accesses accesses = new Accesses();

  /** The fewest preemptions with which each state was reached. */
  private final Map<Long, Integer> reached = new HashMap<>();

  BoundedSearch(int bound) {
    this(bound, null);
  }

  /**
   * A search in which only those steps are preempted that another task's step may not commute with.
   *
   * @param shared what the steps of an exhausted search touched; null to preempt every step
   */
  BoundedSearch(int bound, @Nullable Accesses shared) {
    this(bound, shared, true);
  }

  private BoundedSearch(int bound, @Nullable Accesses shared, boolean remembers) {
    this.bound = bound;
    this.shared = shared;
    this.remembers = remembers;
  }

  /** A search that leaves nothing out, not even what it has seen: the oracle of all others. */
  static BoundedSearch plain(int bound) {
    return new BoundedSearch(bound, null, false);
  }

  @Override
  public int prescribed(Execution execution) {
    return path.prescribed(execution);
  }

  @Override
  public int choose(Execution execution) {
    int again = path.compared(execution);
    if (again != FREE) {
      return again;
    }
    int depth = execution.steps();
    int enabled = execution.enabled();
    if (depth < path.length()) {
      Node node = path.at(depth);
      Nondeterminism.check(depth, node.enabled, enabled);
      take(execution, node, depth);
      return node.chosen;
    }
    Node node = path.reach(depth);
    node.enabled = enabled;
    node.before = execution.last();
    node.preemptions = depth == 0 ? 0 : path.at(depth - 1).preemptions + cost(path.at(depth - 1));
    if (remembers && depth > 0 && isKnown(node, path.at(depth - 1).state)) {
      path.length(depth);
      return STOP;
    }
    boolean canStay = node.before >= 0 && (enabled & 1 << node.before) != 0;
    node.chosen = canStay ? node.before : Integer.numberOfTrailingZeros(enabled);
    int others = enabled & ~(1 << node.chosen);
    // When a store becomes visible is nobody's preemption.
    boolean stays = canStay && (node.preemptions >= bound || !isShared(execution, node.chosen));
    node.backtrack = stays ? others & BUFFERS : others;
    path.length(depth + 1);
    take(execution, node, depth);
    return node.chosen;
  }

  private boolean isShared(Execution execution, int actor) {
    return shared == null || shared.shares(execution.actors().footprintOf(actor), actor);
  }

  private boolean isKnown(Node node, long state) {
    long key = Mixing.mix(state, node.before);
    Integer fewest = reached.get(key);
    if (fewest != null && fewest <= node.preemptions) {
      return true;
    }
    reached.put(key, node.preemptions);
    return false;
  }

  /** Records the step that {@code node.chosen} is about to take, and the state that it leads to. */
  private void take(Execution execution, Node node, int depth) {
    node.footprint = execution.actors().footprintOf(node.chosen);
    node.kind = execution.actors().kindOf(node.chosen);
    accesses.find(node.footprint, false);
    long past = 0;
    for (int i = 0; i < accesses.found(); i++) {
      past += Mixing.mix(path.at(accesses.found(i)).event, 1);
    }
    int previous = path.lastOf(node.chosen);
    long own = previous < 0 ? 0 : path.at(previous).event;
    if (Actors.isBuffer(node.chosen)) {
      own = Mixing.mix(own, execution.actors().issuedAfter(node.chosen));
    }
    node.event = Mixing.mix(Mixing.mix(own, node.chosen), past);
    node.state = (depth == 0 ? 0 : path.at(depth - 1).state) + node.event;
    node.accesses = accesses.size();
    accesses.add(node.footprint, node.chosen, depth);
    path.takes(node.chosen, depth);
  }

  @Override
  public void settled(Execution execution) {
    path.checkEnd(execution);
  }

  private static int cost(Node node) {
    boolean couldStay = node.before >= 0 && (node.enabled & 1 << node.before) != 0;
    return couldStay && node.chosen != node.before && !Actors.isBuffer(node.chosen) ? 1 : 0;
  }

  @Override
  public boolean advance(Execution execution) {
    for (int depth = execution.steps() - 1; depth >= 0; depth--) {
      Node node = path.at(depth);
      accesses.shrink(node.accesses);
      if (node.backtrack != 0) {
        node.chosen = Integer.numberOfTrailingZeros(node.backtrack);
        node.backtrack &= node.backtrack - 1;
        path.length(depth + 1);
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
