package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.AtomicStep;
import dev.quiesce.api.seam.Lifetime;
import dev.quiesce.api.seam.SharedField;
import dev.quiesce.api.seam.SharedObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a step touches, as a sorted-by-nothing array of locations, each with a write bit. Two steps
 * of different tasks commute unless they share a location that one of them writes.
 */
final class Footprint {
  /** A step that commutes with everything. */
  static final long[] NONE = {};

  private static final int SLOT_BITS = 6;
  private static final int LIFE = 63;
  private static final int LOCK = 62;
  private static final int CALLBACKS = 61;
  private static final int STATE = 60;

  /** Pseudo-location of registrations: who is registered while who walks. */
  private static final long REGISTRATIONS = 1L << 62;

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

  /** Pseudo-location of a task's store buffer: what drains it comes after what flushes it. */
  static long buffer(int number) {
    return 3L << 60 | (number + 1);
  }

  /** Pseudo-location of a task's start and end. */
  static long thread(int number) {
    return 1L << 61 | (number + 1);
  }

  static long registrations() {
    return REGISTRATIONS;
  }

  static long read(long location) {
    return location << 1;
  }

  static long write(long location) {
    return location << 1 | 1;
  }

  /** What a step of a specification touches. */
  static long[] of(AtomicStep step) {
    long[] footprint = new long[step.reads().size() + step.writes().size()];
    SharedField looksAt = step.looksAt();
    int i = 0;
    for (SharedObject read : step.reads()) {
      footprint[i++] =
          read(
              looksAt != null
                  ? field(read, looksAt.index())
                  : read instanceof Lifetime ? life(read) : state(read));
    }
    for (SharedObject written : step.writes()) {
      footprint[i++] = write(state(written));
    }
    return footprint;
  }

  /** Whether two steps do not commute. */
  static boolean dependent(long[] a, long[] b) {
    for (long x : a) {
      for (long y : b) {
        if (x >>> 1 == y >>> 1 && ((x | y) & 1) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** The numbers, from 1, of the steps that commute with every step of every other actor. */
  static Set<Integer> own(List<Integer> actors, List<long[]> footprints) {
    Set<Integer> own = new TreeSet<>();
    for (int i = 0; i < footprints.size(); i++) {
      boolean met = false;
      for (int j = 0; j < footprints.size() && !met; j++) {
        met =
            !actors.get(i).equals(actors.get(j)) && dependent(footprints.get(i), footprints.get(j));
      }
      if (!met) {
        own.add(i + 1);
      }
    }
    return own;
  }

  private static long location(SharedObject object, int slot) {
    return (long) object.seamId() << SLOT_BITS | slot;
  }
}
