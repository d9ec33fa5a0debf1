package dev.quiesce.harness.explore;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The vector clocks of one execution's tasks: entry {@code t} of a task's clock is the last moment
 * of task {@code t} that happens before the task's next access. A moment ends with each release.
 */
final class Clocks {
  private static final int TASKS = Actors.FIRST_BUFFER;

  private final int[][] now = new int[TASKS][TASKS];

  /** What opaque loads have read and a fence will acquire. */
  private final int[][] pending = new int[TASKS][TASKS];

  /** The clock at the task's last fence, which its opaque stores carry. */
  private final int[][] fenced = new int[TASKS][TASKS];

  private int used;
  private int hasPending;
  private int hasFenced;

  /** Back to the beginning, where the set-up happens before everything. */
  void reset() {
    for (int task = 0; task < used; task++) {
      Arrays.fill(now[task], 0);
      Arrays.fill(pending[task], 0);
    }
    used = 0;
    hasPending = 0;
    hasFenced = 0;
  }

  /** The clock of a task; valid until its next release. */
  int[] of(int task) {
    while (used <= task) {
      now[used][used] = 1;
      used++;
    }
    return now[task];
  }

  /** Everything before a release happens before what follows the task's acquire. */
  void acquire(int task, int @Nullable [] released) {
    if (released != null) {
      merge(of(task), released);
    }
  }

  /** What the task does from here on is not covered by its release. */
  void tick(int task) {
    of(task)[task]++;
  }

  /** An opaque load gives no edge, unless a fence follows. */
  void opaqueLoad(int task, int @Nullable [] released) {
    if (released != null) {
      merge(pending[task], released);
      hasPending |= 1 << task;
    }
  }

  /** What an opaque store carries: the clock of the last fence before it, if there was one. */
  int @Nullable [] opaqueStore(int task) {
    return (hasFenced & 1 << task) == 0 ? null : fenced[task];
  }

  /** A full fence: acquires what opaque loads have read, and releases to later opaque stores. */
  void fence(int task) {
    if ((hasPending & 1 << task) != 0) {
      merge(of(task), pending[task]);
    }
    System.arraycopy(of(task), 0, fenced[task], 0, TASKS);
    hasFenced |= 1 << task;
    tick(task);
  }

  static void merge(int[] into, int[] other) {
    for (int i = 0; i < TASKS; i++) {
      into[i] = Math.max(into[i], other[i]);
    }
  }
}
