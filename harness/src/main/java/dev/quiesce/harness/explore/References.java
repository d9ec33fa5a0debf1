package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.SharedField;
import dev.quiesce.api.seam.SharedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who holds references to counted objects, in one execution. All that a program learns from a
 * change of a count is whether it fell to 0, or was 0. While some reference is not one that a task
 * took itself, it cannot: then additions, and drops by tasks that took a reference before, commute.
 * A drop by a task that took none changes that, and commutes with nothing.
 */
final class References {
  private static final int TASKS = Actors.FIRST_BUFFER;

  /** Few objects are counted. */
  private final List<Taken> taken = new ArrayList<>(4);

  /** The references to one object that each task took itself. */
  private static final class Taken {
    private final SharedField field;
    private final SharedObject object;
    private final int[] by = new int[TASKS];

    Taken(SharedField field, SharedObject object) {
      this.field = field;
      this.object = object;
    }

    int all() {
      int sum = 0;
      for (int count : by) {
        sum += count;
      }
      return sum;
    }
  }

  private @Nullable Taken find(SharedField field, SharedObject object) {
    for (int i = 0; i < taken.size(); i++) {
      Taken one = taken.get(i);
      if (one.object == object && one.field == field) {
        return one;
      }
    }
    return null;
  }

  private Taken of(SharedField field, SharedObject object) {
    Taken known = find(field, object);
    if (known == null) {
      known = new Taken(field, object);
      taken.add(known);
    }
    return known;
  }

  /** Whether a change by {@code task} commutes with others that do. */
  boolean commutes(SharedField field, SharedObject object, int task, boolean add) {
    Taken held = find(field, object);
    if (held == null) {
      return add && value(field, object) > 0;
    }
    return value(field, object) > held.all() && (add || held.by[task] > 0);
  }

  /** Makes the change; the answer is that of {@code Controller.count}. */
  boolean change(SharedField field, SharedObject object, int task, boolean add) {
    int old = value(field, object);
    if (add && old == 0) {
      return false;
    }
    field.poke(object, add ? old + 1 : old - 1);
    if (task >= 0) {
      int[] held = of(field, object).by;
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
