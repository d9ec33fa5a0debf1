package dev.quiesce.harness.explore;

import java.util.Arrays;

/**
 * Dynamic partial-order reduction with source sets and sleep sets: visits at least one schedule of
 * every class of equivalent ones, where schedules are equivalent if they order all dependent steps
 * alike.
 *
 * <p>Source: Abdulla, Aronis, Jonsson, Sagonas, "Optimal dynamic partial order reduction", POPL
 * 2014, algorithm 1. Locks as in Flanagan and Godefroid, POPL 2005: acquisitions of one mutex race
 * with each other, a release only orders.
 */
final class DporSearch implements Search {
  private final Path path = new Path();
  private final Accesses accesses = new Accesses();

  /** For each actor the number of the first of its steps that {@link #initials} has kept. */
  private final int[] firstKept = new int[Integer.SIZE];

  private final int[] blockedClock = new int[Integer.SIZE];

  /** Races are looked for on behalf of a task that is blocked at the end. */
  private boolean waiting;

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
    if (depth == path.length() - 1) {
      Node node = path.at(depth);
      Nondeterminism.check(depth, node.enabled, enabled);
      take(execution, node, depth);
      return node.chosen;
    }
    Node node = path.reach(depth);
    node.enabled = enabled;
    inheritSleep(node, depth);
    int awake = enabled & ~node.sleep;
    if (awake == 0) {
      path.length(depth);
      raceOfBlocked(execution);
      return STOP;
    }
    int last = execution.last();
    node.chosen =
        last >= 0 && (awake & 1 << last) != 0 ? last : Integer.numberOfTrailingZeros(awake);
    node.backtrack = 1 << node.chosen;
    path.length(depth + 1);
    take(execution, node, depth);
    return node.chosen;
  }

  /** Tasks asleep at the parent stay asleep while the parent's step commutes with theirs. */
  private void inheritSleep(Node node, int depth) {
    node.sleep = 0;
    if (depth == 0) {
      return;
    }
    Node parent = path.at(depth - 1);
    for (int rest = parent.sleep & ~(1 << parent.chosen); rest != 0; rest &= rest - 1) {
      int task = Integer.numberOfTrailingZeros(rest);
      if (!Footprint.dependent(parent.asleep[task], parent.footprint)) {
        node.sleep |= 1 << task;
        node.asleep[task] = parent.asleep[task];
      }
    }
  }

  /**
   * Records the step that {@code node.chosen} is about to take, its clock, and the races that it
   * closes.
   */
  private void take(Execution execution, Node node, int depth) {
    node.footprint = execution.actors().footprintOf(node.chosen);
    node.kind = execution.actors().kindOf(node.chosen);
    node.mutex = mutexOf(execution, node.chosen);
    node.acquisition = -1;
    int previous = path.lastOf(node.chosen);
    node.sequence = previous < 0 ? 1 : path.at(previous).sequence + 1;
    int[] clock = node.clock;
    startClock(clock, previous);
    int announced = previous;
    if (Actors.isBuffer(node.chosen)) {
      announced = Math.max(previous, issueOf(execution, node.chosen, depth));
      if (announced > previous) {
        merge(clock, path.at(announced).clock);
      }
    }
    races(clock, node.chosen, node.footprint, node.kind, node.mutex, depth, announced);
    clock[node.chosen] = node.sequence;
    if (node.kind == OpKind.UNLOCK) {
      node.acquisition = acquisitionOf(node.chosen, node.mutex, depth);
    }
    path.takes(node.chosen, depth);
    node.accesses = accesses.size();
    accesses.add(node.footprint, node.chosen, depth);
  }

  /** The depth of the step after which the store that a buffer flushes next was issued, or -1. */
  private int issueOf(Execution execution, int actor, int depth) {
    int task = actor - Actors.FIRST_BUFFER;
    StoreBuffer.Entry entry = execution.tasks().get(task).buffer().oldest();
    for (int i = depth - 1; entry != null && i >= 0; i--) {
      if (path.at(i).chosen == task && path.at(i).sequence == entry.issuedAfter()) {
        return i;
      }
    }
    return -1;
  }

  private void startClock(int[] clock, int previous) {
    if (previous < 0) {
      Arrays.fill(clock, 0);
    } else {
      System.arraycopy(path.at(previous).clock, 0, clock, 0, clock.length);
    }
  }

  private static int mutexOf(Execution execution, int actor) {
    if (Actors.isBuffer(actor)) {
      return 0;
    }
    return execution.tasks().get(actor).pending().target() instanceof ControlledMutex mutex
        ? mutex.seamId()
        : 0;
  }

  private int acquisitionOf(int task, int mutex, int depth) {
    for (int i = depth - 1; i >= 0; i--) {
      Node node = path.at(i);
      if (node.chosen == task
          && node.mutex == mutex
          && (node.kind == OpKind.LOCK || node.kind == OpKind.TRY_LOCK)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Finds the immediate races of a step with earlier ones, newest first, and merges the clocks of
   * what it depends on into {@code clock}.
   */
  private void races(
      int[] clock, int task, long[] footprint, OpKind kind, int mutex, int depth, int previous) {
    accesses.find(footprint, waiting);
    for (int found = 0; found < accesses.found(); found++) {
      int i = accesses.found(found);
      Node earlier = path.at(i);
      if (earlier.chosen == task || isBefore(earlier, clock)) {
        continue;
      }
      boolean couldNotAct = previous < i && (earlier.enabled & 1 << task) == 0;
      if (waiting && couldNotAct) {
        // It waited already, so this is not what it waits for.
        continue;
      }
      boolean acquires = kind == OpKind.LOCK && earlier.mutex == mutex;
      if (acquires && earlier.kind == OpKind.UNLOCK) {
        if (earlier.acquisition >= 0 && !isBefore(path.at(earlier.acquisition), clock)) {
          reverse(earlier.acquisition, task, clock, footprint, depth);
        }
      } else if (!couldNotAct || !couldAct(task, i + 1, depth)) {
        reverse(i, task, clock, footprint, depth);
      }
      merge(clock, earlier.clock);
    }
  }

  /**
   * Whether the step at {@code depth} could act at {@code i} already. If it could right after an
   * earlier step and not before, that step enabled it, and no order but this one exists; a step
   * that could not for another reason may well come first.
   */
  private boolean couldAct(int task, int i, int depth) {
    return i == depth || (path.at(i).enabled & 1 << task) != 0;
  }

  /**
   * Makes sure that some schedule in which the step at {@code depth} comes before step {@code i}
   * will be explored.
   */
  private void reverse(int i, int task, int[] clock, long[] footprint, int depth) {
    Node branch = path.at(i);
    int covered = branch.backtrack | branch.sleep;
    if ((branch.enabled & ~covered) == 0) {
      return;
    }
    int initials = initials(i, task, clock, footprint, depth);
    if ((initials & covered) != 0) {
      return;
    }
    int possible = initials & branch.enabled;
    if (possible == 0) {
      branch.backtrack |= branch.enabled;
    } else if ((possible & 1 << task) != 0) {
      branch.backtrack |= 1 << task;
    } else {
      branch.backtrack |= Integer.lowestOneBit(possible);
    }
  }

  /**
   * The tasks whose first step, among the steps after {@code i} that do not depend on it followed
   * by the step at {@code depth}, depends on none of the others.
   */
  private int initials(int i, int task, int[] clock, long[] footprint, int depth) {
    Node first = path.at(i);
    int seen = 0;
    int initials = 0;
    boolean free = true;
    for (int k = i + 1; k < depth; k++) {
      Node node = path.at(k);
      // A step that never happened needs only its own past; no execution shows it without the rest.
      if (isBefore(first, node.clock) || (waiting && !isBefore(node, clock))) {
        continue;
      }
      if ((seen & 1 << node.chosen) == 0) {
        if (!isAfterKept(node.clock, seen)) {
          initials |= 1 << node.chosen;
        }
        seen |= 1 << node.chosen;
        firstKept[node.chosen] = node.sequence;
      }
      free &= !Footprint.dependent(footprint, node.footprint);
    }
    if ((seen & 1 << task) == 0 && free && !isAfterKept(clock, seen)) {
      initials |= 1 << task;
    }
    return initials;
  }

  /** Whether a step with this clock comes after one of those kept, of the tasks {@code seen}. */
  private boolean isAfterKept(int[] clock, int seen) {
    for (int rest = seen; rest != 0; rest &= rest - 1) {
      int actor = Integer.numberOfTrailingZeros(rest);
      if (clock[actor] >= firstKept[actor]) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBefore(Node node, int[] clock) {
    return clock[node.chosen] >= node.sequence;
  }

  private static void merge(int[] into, int[] other) {
    for (int i = 0; i < into.length; i++) {
      into[i] = Math.max(into[i], other[i]);
    }
  }

  @Override
  public void settled(Execution execution) {
    path.checkEnd(execution);
    raceOfBlocked(execution);
  }

  /**
   * What blocked tasks wait to do races too, at the end of an execution and where it is cut short:
   * an acquisition that never happened may have come first.
   */
  private void raceOfBlocked(Execution execution) {
    waiting = true;
    for (int i = 0; i < execution.tasks().size(); i++) {
      Task task = execution.tasks().get(i);
      if (task.started() && !task.finished() && !task.enabled()) {
        startClock(blockedClock, path.lastOf(i));
        races(
            blockedClock,
            i,
            task.pending().footprint(),
            task.pending().kind(),
            mutexOf(execution, i),
            path.length(),
            path.lastOf(i));
      }
    }
    waiting = false;
  }

  @Override
  public boolean advance(Execution execution) {
    for (int depth = path.length() - 1; depth >= 0; depth--) {
      Node node = path.at(depth);
      accesses.shrink(node.accesses);
      node.sleep |= 1 << node.chosen;
      node.asleep[node.chosen] = node.footprint;
      int next = node.backtrack & ~node.sleep;
      if (next != 0) {
        node.chosen = Integer.numberOfTrailingZeros(next);
        path.length(depth + 1);
        return true;
      }
    }
    return false;
  }

  @Override
  public String bound() {
    return "dpor";
  }

  /** What the steps seen so far touched. */
  Accesses accesses() {
    return accesses;
  }
}
