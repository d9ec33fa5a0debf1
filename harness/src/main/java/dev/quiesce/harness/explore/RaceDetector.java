package dev.quiesce.harness.explore;

import dev.quiesce.api.seam.AccessMode;
import dev.quiesce.api.seam.AtomicStep;
import dev.quiesce.api.seam.SharedField;
import dev.quiesce.api.seam.SharedObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds data races in executions under sequential consistency: accesses that x86 keeps in order and
 * that neither the Java nor the C memory model orders. Vector clocks as in Flanagan and Freund,
 * "FastTrack", PLDI 2009; plain and marked accesses as in KCSAN.
 *
 * <p><b>Edges</b>: a release store, or stronger, to the acquire load, or stronger, that reads its
 * value; a read-modify-write is both and continues its predecessor's release; an opaque access
 * gives none, unless a full fence stands before the store and after the load; unlocking a mutex to
 * its next locking; the setting of an event to the wait that it ends; a thread's start and end; and
 * what a specification's step says ({@link AtomicStep#acquires}). Set-up happens before everything.
 * Markers, allocation and free order nothing.
 *
 * <p><b>Races</b>: see {@link DataRace}. One a location and execution is reported. Under x86-TSO
 * the detector is off: what it finds does not depend on store buffers.
 *
 * <p>One detector an explorer, reused; touched by the thread with the baton.
 */
final class RaceDetector {
  private final Clocks clocks = new Clocks();
  private final LocationTable locations = new LocationTable();
  private @Nullable Execution execution;
  private boolean explaining;
  private boolean conflicted;

  /** A new execution begins; null switches the detector off. */
  void reset(@Nullable Execution next) {
    execution = next;
    explaining = next != null && next.explaining();
    conflicted = false;
    locations.clear();
    clocks.reset();
  }

  private boolean ignores(Task task) {
    return execution == null || task.info().number() < 0;
  }

  void loaded(
      Task task, SharedField field, SharedObject object, AccessMode mode, @Nullable Object value) {
    if (ignores(task)) {
      return;
    }
    Location location = locations.at(Footprint.field(object, field.index()));
    int number = task.info().number();
    switch (mode) {
      case PLAIN -> {}
      case OPAQUE -> clocks.opaqueLoad(number, location.sync());
      default -> clocks.acquire(number, location.sync());
    }
    int kind = mode == AccessMode.PLAIN ? Location.PLAIN_READ : Location.MARKED_READ;
    check(location, kind, task, field, object, mode, explaining ? String.valueOf(value) : "");
  }

  /** Before {@code value} replaces {@code old}. */
  void stored(
      Task task, SharedField field, SharedObject object, AccessMode mode, @Nullable Object value) {
    if (ignores(task)) {
      return;
    }
    Location location = locations.at(Footprint.field(object, field.index()));
    int number = task.info().number();
    int kind = mode == AccessMode.PLAIN ? Location.PLAIN_WRITE : Location.MARKED_WRITE;
    String change = explaining ? field.peek(object) + " to " + value : "";
    check(location, kind, task, field, object, mode, change);
    switch (mode) {
      case PLAIN -> location.storedWith(null);
      case OPAQUE -> location.storedWith(clocks.opaqueStore(number));
      default -> {
        location.storedWith(clocks.of(number));
        clocks.tick(number);
      }
    }
  }

  /** A read-modify-write; {@code stores} false if it only read. */
  void updated(
      Task task,
      SharedField field,
      SharedObject object,
      @Nullable Object old,
      @Nullable Object value,
      boolean stores) {
    if (!ignores(task)) {
      Location location = locations.at(Footprint.field(object, field.index()));
      clocks.acquire(task.info().number(), location.sync());
      changed(location, task, field, object, old, value, stores);
    }
  }

  /**
   * A change of a count of references that commutes with the others: it releases to the change that
   * does not, and acquires nothing, for its order among those it commutes with is no order at all.
   */
  void counted(
      Task task,
      SharedField field,
      SharedObject object,
      @Nullable Object old,
      @Nullable Object value) {
    if (!ignores(task)) {
      Location location = locations.at(Footprint.field(object, field.index()));
      changed(location, task, field, object, old, value, true);
    }
  }

  private void changed(
      Location location,
      Task task,
      SharedField field,
      SharedObject object,
      @Nullable Object old,
      @Nullable Object value,
      boolean stores) {
    int number = task.info().number();
    int kind = stores ? Location.MARKED_WRITE : Location.MARKED_READ;
    String change = !explaining ? "" : stores ? old + " to " + value : String.valueOf(old);
    check(location, kind, task, field, object, AccessMode.VOLATILE, change);
    if (stores) {
      location.updatedWith(clocks.of(number));
      clocks.tick(number);
    }
  }

  void fence(Task task) {
    if (!ignores(task)) {
      clocks.fence(task.info().number());
    }
  }

  /** A fence on every thread. */
  void barrier(Task task) {
    if (!ignores(task)) {
      Objects.requireNonNull(execution).tasks().forEach(one -> clocks.fence(one.info().number()));
    }
  }

  /** A release that is the only one to be acquired from now on. */
  void release(Task task, SyncClock to) {
    if (!ignores(task)) {
      to.replace(clocks.of(task.info().number()));
      clocks.tick(task.info().number());
    }
  }

  void acquire(Task task, SyncClock from) {
    if (!ignores(task)) {
      clocks.acquire(task.info().number(), from.released());
    }
  }

  /** Everything so far of {@code earlier} happens before what {@code later} does from now on. */
  void order(Task earlier, Task later) {
    if (!ignores(earlier)) {
      clocks.acquire(later.info().number(), clocks.of(earlier.info().number()));
      clocks.tick(earlier.info().number());
    }
  }

  /** A step of a specification has acted. */
  void stepped(Task task, AtomicStep step) {
    if (ignores(task)) {
      return;
    }
    int number = task.info().number();
    List<? extends SharedObject> acquires = step.acquires();
    for (int i = 0; i < acquires.size(); i++) {
      clocks.acquire(number, locations.at(Footprint.state(acquires.get(i))).sync());
    }
    List<? extends SharedObject> releases = step.releases();
    for (int i = 0; i < releases.size(); i++) {
      locations.at(Footprint.state(releases.get(i))).updatedWith(clocks.of(number));
    }
    if (!releases.isEmpty()) {
      clocks.tick(number);
    }
  }

  private void check(
      Location location,
      int kind,
      Task task,
      SharedField field,
      SharedObject object,
      AccessMode mode,
      String change) {
    Execution current = Objects.requireNonNull(execution);
    int number = task.info().number();
    int earlier = location.access(kind, number, clocks.of(number));
    if (location.conflicting() && !conflicted) {
      conflicted = true;
      current.observer().shared();
    }
    if (explaining) {
      boolean write = kind == Location.PLAIN_WRITE || kind == Location.MARKED_WRITE;
      location.describe(
          kind,
          number,
          new DataRace.Access(
              task.info(), write, mode, change, current.steps(), CallSite.frames()));
    }
    if (earlier != Location.NONE) {
      current.observer().race(race(current, location, kind, earlier, task, field, object, mode));
    }
  }

  private static DataRace race(
      Execution current,
      Location location,
      int kind,
      int earlier,
      Task task,
      SharedField field,
      SharedObject object,
      AccessMode mode) {
    DataRace.Access first = location.described(earlier);
    if (first == null) {
      TaskInfo other = current.tasks().get(Location.taskOf(earlier)).info();
      first = access(other, Location.kindOf(earlier), AccessMode.OPAQUE);
    }
    DataRace.Access second = location.described(kind * Actors.FIRST_BUFFER + task.info().number());
    if (second == null) {
      second = access(task.info(), kind, mode);
    }
    return new DataRace(
        object.getClass().getSimpleName() + "." + field.name(),
        object.label() + "." + field.name(),
        first,
        second);
  }

  private static DataRace.Access access(TaskInfo task, int kind, AccessMode ifMarked) {
    boolean write = kind == Location.PLAIN_WRITE || kind == Location.MARKED_WRITE;
    boolean plain = kind == Location.PLAIN_READ || kind == Location.PLAIN_WRITE;
    return new DataRace.Access(task, write, plain ? AccessMode.PLAIN : ifMarked, "", 0, List.of());
  }
}
