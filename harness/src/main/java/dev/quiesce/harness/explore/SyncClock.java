package dev.quiesce.harness.explore;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What was released to an object that threads synchronise through, in one execution. */
final class SyncClock {
  private int @Nullable [] released;
  private boolean set;

  /** The clock that an acquire takes over, or null if nothing was released. */
  int @Nullable [] released() {
    return set ? released : null;
  }

  /** A release that hides the earlier ones, which happen before it or are not to be seen. */
  void replace(int[] clock) {
    if (released == null) {
      released = clock.clone();
    } else {
      System.arraycopy(clock, 0, released, 0, clock.length);
    }
    set = true;
  }

  /** A release beside the earlier ones. */
  void add(int[] clock) {
    if (set && released != null) {
      Clocks.merge(released, clock);
    } else {
      replace(clock);
    }
  }

  void clear() {
    set = false;
  }

  @Override
  public String toString() {
    return set ? Arrays.toString(released) : "nothing";
  }
}
