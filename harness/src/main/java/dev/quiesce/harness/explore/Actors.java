package dev.quiesce.harness.explore;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Those that take the steps of one execution: its tasks, and under x86-TSO their store buffers,
 * whose steps are called flushes. Actors go by number: a task by its own, a buffer from {@link
 * #FIRST_BUFFER} on.
 */
final class Actors {
  /** The number of the first task's store buffer. */
  static final int FIRST_BUFFER = 16;

  private final List<Task> tasks;
  private final boolean buffered;

  /**
   * The actors of one execution.
   *
   * @param tasks may grow
   * @param buffered whether stores are buffered
   */
  Actors(List<Task> tasks, boolean buffered) {
    this.tasks = tasks;
    this.buffered = buffered;
  }

  /** Whether an actor is a store buffer; its task is {@code actor - FIRST_BUFFER}. */
  static boolean isBuffer(int actor) {
    return actor >= FIRST_BUFFER;
  }

  /** Those that can act now, as a bit set. */
  int enabled() {
    int set = 0;
    for (int i = 0; i < tasks.size(); i++) {
      if (canAct(i)) {
        set |= 1 << i;
      }
      if (buffered && canAct(FIRST_BUFFER + i)) {
        set |= 1 << (FIRST_BUFFER + i);
      }
    }
    return set;
  }

  /** Whether that one can act now. */
  boolean canAct(int actor) {
    if (isBuffer(actor)) {
      return !tasks.get(actor - FIRST_BUFFER).buffer().isEmpty();
    }
    return actor < tasks.size() && tasks.get(actor).enabled();
  }

  /** Whether the next step of an actor is of that kind and touches what {@code footprint} says. */
  boolean isAbout(int actor, OpKind kind, long[] footprint) {
    return isBuffer(actor)
        ? Arrays.equals(footprintOf(actor), footprint)
        : tasks.get(actor).pending().isLike(kind, footprint);
  }

  /** Whether no buffer can act. */
  boolean buffersAreEmpty() {
    for (Task task : tasks) {
      if (!task.buffer().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** What the next step of an actor touches. */
  long[] footprintOf(int actor) {
    return isBuffer(actor)
        ? tasks.get(actor - FIRST_BUFFER).memory().flushFootprint()
        : tasks.get(actor).pending().footprint();
  }

  /** The kind of the next step of an actor. */
  OpKind kindOf(int actor) {
    return isBuffer(actor) ? OpKind.FLUSH : tasks.get(actor).pending().kind();
  }

  /** How many steps a task had taken when it issued the store that its buffer flushes next. */
  int issuedAfter(int buffer) {
    return Objects.requireNonNull(tasks.get(buffer - FIRST_BUFFER).buffer().oldest()).issuedAfter();
  }
}
