package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.SharedField;
import dev.quiesce.api.seam.SharedObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Who holds references to counted objects, in one execution. All that a program learns from a
 * change of a count is whether it fell to 0, or was 0. While some reference is not one that a task
 * took itself, it cannot: then additions, and drops by tasks that took a reference before, commute.
 * A drop by a task that took none changes that, and commutes with nothing.
 */
final class References {
  private static final int TASKS = Execution.FIRST_BUFFER;

  private final Map<Long, int[]> taken = new HashMap<>();

  /** Whether a change by {@code task} commutes with others that do. */
  boolean commutes(SharedField field, SharedObject object, int task, boolean add) {
    int[] held = taken.get(Footprint.field(object, field.index()));
    int others = value(field, object);
    if (held != null) {
      for (int count : held) {
        others -= count;
      }
    }
    return others > 0 && (add || (held != null && held[task] > 0));
  }

  /** Makes the change; the answer is that of {@code Controller.count}. */
  boolean change(SharedField field, SharedObject object, int task, boolean add) {
    int old = value(field, object);
    if (add && old == 0) {
      return false;
    }
    field.poke(object, add ? old + 1 : old - 1);
    if (task >= 0) {
      int[] held =
          taken.computeIfAbsent(Footprint.field(object, field.index()), key -> new int[TASKS]);
      if (add) {
        held[task]++;
      } else if (held[task] > 0) {
        held[task]--;
      }
    }
    return add || old == 1;
  }

  private static int value(SharedField field, SharedObject object) {
    return (Integer) Objects.requireNonNull(field.peek(object));
  }
}
