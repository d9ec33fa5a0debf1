package dev.quiesce.api.heap;

import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.Lifetime;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One block of manually managed memory and its life: live → (unlinked) → (retired) → freed.
 *
 * <p>Invariants: {@link Heap#free} succeeds once a generation; after it, each access through the
 * seam fails in a checked or controlled process. In a recycling heap the block lives again at once
 * under the next generation, as {@code malloc} would do it.
 */
public final class Storage extends Lifetime {
  private enum State {
    LIVE,
    RETIRED,
    FREED
  }

  private final String kind;

  @Confined(
      "written by the heap within a lifetime step, which the seam orders against every access")
  private String name;

  @Confined("as name")
  private int generation;

  @Confined("as name")
  private State state = State.LIVE;

  @Confined("as name")
  private @Nullable Site allocated;

  @Confined("as name; diagnosis only")
  private @Nullable Site unlinked;

  @Confined("as name; diagnosis only")
  private @Nullable Site retired;

  @Confined("as name")
  private @Nullable Site freed;

  @Confined("the heap's observer: written when the block is retired, read when it is freed")
  private long stamp;

  Storage(String kind, String name) {
    this.kind = kind;
    this.name = name;
  }

  /** Storage that is never freed: a static variable. */
  public static Storage permanent(String name) {
    return new Storage("static", name);
  }

  /** The type of the object in C, such as {@code VFIOContainer}. */
  public String kind() {
    return kind;
  }

  /** The name of this object. */
  public String name() {
    return name;
  }

  /** How many lives the block had before this one. */
  public int generation() {
    return generation;
  }

  /** Whether the storage has been freed and not been recycled. */
  public boolean isFreed() {
    return state == State.FREED;
  }

  /** Whether the storage waits for its free. */
  public boolean isRetired() {
    return state == State.RETIRED;
  }

  /** What the heap's observer noted last. */
  public long stamp() {
    return stamp;
  }

  /** Notes a number for the heap's observer. */
  public void stamp(long value) {
    stamp = value;
  }

  /** Notes the unlinking, for reports. */
  public void noteUnlinked(Site site) {
    unlinked = site;
  }

  void begin(String newName, Site site) {
    if (freed != null) {
      generation++;
    }
    name = newName;
    state = State.LIVE;
    allocated = site;
    unlinked = null;
    retired = null;
    freed = null;
  }

  void retire(Site site) {
    state = State.RETIRED;
    retired = site;
  }

  void end(Site site) {
    if (state == State.FREED) {
      throw Seam.failing(new MemoryFault(FaultKind.DOUBLE_FREE, report("double free", site)));
    }
    state = State.FREED;
    freed = site;
  }

  @Override
  public void checkLive(SharedObject object, String field, boolean write) {
    if (state == State.FREED) {
      String access = (write ? "write of " : "read of ") + object.label() + "." + field;
      throw Seam.failing(
          new MemoryFault(
              FaultKind.USE_AFTER_FREE, report("use-after-free: " + access, Site.here())));
    }
  }

  @Override
  public String label() {
    return name;
  }

  private String report(String what, Site access) {
    StringBuilder text = new StringBuilder(what);
    text.append("\n  in ")
        .append(kind)
        .append(" '")
        .append(name)
        .append("', generation ")
        .append(generation);
    line(text, "accessed", access);
    line(text, "allocated", allocated);
    line(text, "unlinked", unlinked);
    line(text, "retired", retired);
    line(text, "freed", freed);
    return text.toString();
  }

  private static void line(StringBuilder text, String what, @Nullable Site site) {
    if (site != null) {
      text.append("\n  ").append(what).append(' ').append(Objects.requireNonNull(site));
    }
  }
}
