package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.AtomicStep;
import dev.quiesce.api.seam.Lifetime;
import dev.quiesce.api.seam.SharedField;
import dev.quiesce.api.seam.SharedObject;
import java.util.List;

/**
 * What a step touches, as a sorted-by-nothing array of accesses: locations, each with the way it is
 * touched. Two steps of different tasks commute unless they touch one location in ways that do not.
 *
 * <p>Reads commute with reads, and writes with nothing. Where intervals are compared, such as the
 * runs of callbacks, only the order of one's beginning and another's end tells whether they
 * overlap: beginnings commute with beginnings, and ends with ends.
 */
final class Footprint {
  /** A step that commutes with everything. */
  static final long[] NONE = {};

  private static final int SLOT_BITS = 6;
  private static final int LIFE = 63;
  private static final int LOCK = 62;
  private static final int CALLBACKS = 61;
  private static final int STATE = 60;
  private static final int REPLAYS = 59;
  private static final int DELIVERED = 58;

  /** In how many ways a location is touched. */
  static final int WAYS = 4;

  private static final int MODE_BITS = 2;
  private static final int MODES = (1 << MODE_BITS) - 1;
  private static final int READ = 0;
  private static final int WRITE = 1;
  private static final int BEGIN = 2;
  private static final int END = 3;

  /** Pseudo-location of registrations: who is registered while who walks. */
  private static final long REGISTRATIONS = 1L << 60;

  private Footprint() {}

  static long field(SharedObject object, int index) {
    return location(object, index);
  }

  static long life(SharedObject object) {
    return location(object, LIFE);
  }

  static long lock(SharedObject object) {
    return location(object, LOCK);
  }

  static long callbacks(SharedObject object) {
    return location(object, CALLBACKS);
  }

  static long state(SharedObject object) {
    return location(object, STATE);
  }

  /** Pseudo-location of the replays of a listener's registration. */
  static long replays(SharedObject object) {
    return location(object, REPLAYS);
  }

  /** Pseudo-location of what a listener's replay has delivered. */
  static long delivered(SharedObject object) {
    return location(object, DELIVERED);
  }

  /** Pseudo-location of a task's store buffer: what drains it comes after what flushes it. */
  static long buffer(int number) {
    return 3L << 58 | (number + 1);
  }

  /** Pseudo-location of a task's start and end. */
  static long thread(int number) {
    return 1L << 59 | (number + 1);
  }

  static long registrations() {
    return REGISTRATIONS;
  }

  static long read(long location) {
    return location << MODE_BITS | READ;
  }

  static long write(long location) {
    return location << MODE_BITS | WRITE;
  }

  /** An interval that others are compared with begins. */
  static long begin(long location) {
    return location << MODE_BITS | BEGIN;
  }

  /** An interval that others are compared with ends. */
  static long end(long location) {
    return location << MODE_BITS | END;
  }

  /** The location of an access. */
  static long locationOf(long access) {
    return access >>> MODE_BITS;
  }

  /** In which way an access touches its location: less than {@link #WAYS}. */
  static int wayOf(long access) {
    return (int) access & MODES;
  }

  /** Whether an access commutes with no other of its location. */
  static boolean isWrite(long access) {
    return (access & MODES) == WRITE;
  }

  /** Whether two accesses of one location commute. */
  static boolean commute(long a, long b) {
    return ((a ^ b) & MODES) == 0 && (a & MODES) != WRITE;
  }

  /** What a step of a specification touches. */
  static long[] of(AtomicStep step) {
    List<? extends SharedObject> reads = step.reads();
    List<? extends SharedObject> writes = step.writes();
    SharedField looksAt = step.looksAt();
    long[] footprint = new long[reads.size() + writes.size()];
    for (int i = 0; i < reads.size(); i++) {
      SharedObject read = reads.get(i);
      footprint[i] =
          read(
              looksAt != null
                  ? field(read, looksAt.index())
                  : read instanceof Lifetime ? life(read) : state(read));
    }
    for (int i = 0; i < writes.size(); i++) {
      footprint[reads.size() + i] = write(state(writes.get(i)));
    }
    return footprint;
  }

  /** Whether two steps do not commute. */
  static boolean dependent(long[] a, long[] b) {
    for (long x : a) {
      for (long y : b) {
        if (locationOf(x) == locationOf(y) && !commute(x, y)) {
          return true;
        }
      }
    }
    return false;
  }

  private static long location(SharedObject object, int slot) {
    return (long) object.seamId() << SLOT_BITS | slot;
  }
}
