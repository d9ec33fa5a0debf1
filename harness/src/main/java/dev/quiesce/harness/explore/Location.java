package dev.quiesce.harness.explore;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the race detector remembers of one shared field: for each kind of access and each task the
 * time of its last one, and the clock that a load of the current value acquires. Reused from
 * execution to execution, so that an access allocates nothing.
 */
final class Location {
  /** The kinds of accesses; {@link #CONFLICTS} has one row a kind. */
  static final int PLAIN_READ = 0;

  static final int MARKED_READ = 1;
  static final int PLAIN_WRITE = 2;
  static final int MARKED_WRITE = 3;

  private static final int KINDS = 4;
  private static final int TASKS = Actors.FIRST_BUFFER;

  /** Two accesses conflict if one writes; they may race if, besides, one of them is plain. */
  private static final int[][] CONFLICTS = {
    {PLAIN_WRITE, MARKED_WRITE},
    {PLAIN_WRITE},
    {PLAIN_WRITE, MARKED_WRITE, PLAIN_READ, MARKED_READ},
    {PLAIN_WRITE, PLAIN_READ}
  };

  /** No earlier access races. */
  static final int NONE = -1;

  private final int[] tasks = new int[KINDS];
  private final int[] times = new int[KINDS * TASKS];
  private final int[] sync = new int[TASKS];
  private boolean synced;
  private boolean conflicting;
  private boolean reported;

  /** Filled in while an execution is explained. */
  private DataRace.@Nullable Access @Nullable [] accesses;

  /** Forgets everything. */
  void reset() {
    Arrays.fill(tasks, 0);
    synced = false;
    conflicting = false;
    reported = false;
    accesses = null;
  }

  /**
   * Notes an access and looks for an earlier one that conflicts with it.
   *
   * @return an earlier access, by {@link #kindOf} and {@link #taskOf}, that does not happen before
   *     this one, the first time there is one; else {@link #NONE}
   */
  int access(int kind, int task, int[] clock) {
    int found = NONE;
    int others = ~(1 << task);
    for (int conflict : CONFLICTS[kind]) {
      for (int rest = tasks[conflict] & others; rest != 0; rest &= rest - 1) {
        conflicting = true;
        int other = Integer.numberOfTrailingZeros(rest);
        int index = conflict * TASKS + other;
        if (found == NONE && times[index] > clock[other]) {
          found = index;
        }
      }
    }
    tasks[kind] |= 1 << task;
    times[kind * TASKS + task] = clock[task];
    if (found == NONE || reported) {
      return NONE;
    }
    reported = true;
    return found;
  }

  static int kindOf(int access) {
    return access / TASKS;
  }

  static int taskOf(int access) {
    return access % TASKS;
  }

  /** Whether two tasks have met here, one of them writing and one plainly, in whatever order. */
  boolean conflicting() {
    return conflicting;
  }

  /** Keeps what a report says of an access. */
  void describe(int kind, int task, DataRace.Access access) {
    DataRace.@Nullable Access[] known = accesses;
    if (known == null) {
      known = new DataRace.@Nullable Access[KINDS * TASKS];
      accesses = known;
    }
    known[kind * TASKS + task] = access;
  }

  DataRace.@Nullable Access described(int access) {
    return accesses == null ? null : accesses[access];
  }

  /** The clock of the current value's release, or null if no release stored it. */
  int @Nullable [] sync() {
    return synced ? sync : null;
  }

  /** The current value was stored with {@code clock}, or with none. */
  void storedWith(int @Nullable [] clock) {
    synced = clock != null;
    if (clock != null) {
      System.arraycopy(clock, 0, sync, 0, TASKS);
    }
  }

  /** A read-modify-write adds to what its predecessor released. */
  void updatedWith(int[] clock) {
    if (synced) {
      Clocks.merge(sync, clock);
    } else {
      storedWith(clock);
    }
  }
}
