package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.AccessMode;
import java.util.List;
import java.util.Locale;

/**
 * Two accesses of one field by two tasks, one of them a write and one of them plain, that no
 * happens-before edge orders: a data race as C11 and the Linux kernel's memory model have it
 * (tools/memory-model/Documentation/access-marking.txt), where opaque and stronger accesses are the
 * marked ones.
 *
 * @param field the field's name with the class that declares it
 * @param location the field's name with the object
 * @param first the access that came first in this schedule; less is known of it unless the
 *     execution is explained
 * @param second the other one
 */
public record DataRace(String field, String location, Access first, Access second) {

  /**
   * One side of a race.
   *
   * @param task by whom
   * @param write whether it writes
   * @param mode the memory mode; of a marked access {@link AccessMode#OPAQUE} where the mode was
   *     not kept
   * @param change the value read, or {@code old to new}; empty if not kept
   * @param step the step that it was; 0 if not kept
   * @param frames the call frames, innermost first; empty if not kept
   */
  public record Access(
      TaskInfo task, boolean write, AccessMode mode, String change, int step, List<String> frames) {
    /** Copies the frames. */
    public Access {
      frames = List.copyOf(frames);
    }

    private String name() {
      return mode.name().toLowerCase(Locale.ROOT) + (write ? " write" : " read");
    }

    private String line() {
      return name()
          + (change.isEmpty() ? "" : " (" + change + ")")
          + " by "
          + task.name()
          + (step == 0 ? "" : " in step " + step)
          + (frames.isEmpty() ? "" : " at " + String.join(" < ", frames));
    }
  }

  /** One sentence, then one line an access. */
  public String report() {
    return "data race: "
        + second.name()
        + " of "
        + location
        + " by "
        + second.task().name()
        + " is not ordered after the "
        + first.name()
        + " by "
        + first.task().name()
        + "\n  first  "
        + first.line()
        + "\n  second "
        + second.line();
  }
}
