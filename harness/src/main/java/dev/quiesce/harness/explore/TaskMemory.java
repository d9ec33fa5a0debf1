package dev.quiesce.harness.explore;

import dev.quiesce.api.heap.FaultKind;
import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.seam.AccessMode;
import dev.quiesce.api.seam.Fence;
import dev.quiesce.api.seam.Lifetime;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedField;
import dev.quiesce.api.seam.SharedObject;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one task does to memory: through its store buffer where stores are buffered, and checked
 * against freed storage.
 */
final class TaskMemory {
  private final Task task;
  private final StoreBuffer buffer = new StoreBuffer();

  TaskMemory(Task task) {
    this.task = task;
  }

  StoreBuffer buffer() {
    return buffer;
  }

  /** What the flush of the oldest buffered store touches. */
  long[] flushFootprint() {
    StoreBuffer.Entry entry = Objects.requireNonNull(buffer.oldest());
    long[] access = access(entry.field(), entry.object(), true);
    long[] footprint = Arrays.copyOf(access, access.length + 1);
    footprint[access.length] = Footprint.write(Footprint.buffer(task.info().number()));
    return footprint;
  }

  /**
   * Makes the oldest buffered store visible. It is still this task's, whoever's thread runs.
   *
   * @param running the task whose thread runs; null for one that is no task's, or no longer
   */
  void flush(@Nullable Task running) {
    Seam.bind(task);
    try {
      StoreBuffer.Entry entry = Objects.requireNonNull(buffer.oldest());
      buffer.removeOldest();
      task.note(
          () ->
              "(visible) "
                  + entry.object().label()
                  + "."
                  + entry.field().name()
                  + " = "
                  + entry.value());
      checkLive(entry.field(), entry.object(), true);
      entry.field().poke(entry.object(), entry.value());
    } finally {
      Seam.bind(running);
    }
  }

  static long[] access(SharedField field, SharedObject object, boolean write) {
    long location = Footprint.field(object, field.index());
    long first = write ? Footprint.write(location) : Footprint.read(location);
    Lifetime life = object.lifetime();
    return life == null
        ? new long[] {first}
        : new long[] {first, Footprint.read(Footprint.life(life))};
  }

  /**
   * A use after free is noted, and the stale value used, as C would: the rest of the execution
   * still shows races.
   */
  private static void checkLive(SharedField field, SharedObject object, boolean write) {
    Lifetime life = object.lifetime();
    if (life != null) {
      try {
        life.checkLive(object, field.name(), write);
      } catch (MemoryFault noted) {
        assert noted.kind() == FaultKind.USE_AFTER_FREE;
      }
    }
  }

  @Nullable Object load(SharedField field, SharedObject object, AccessMode mode) {
    task.touches(object, field);
    if (task.settingUp()) {
      return field.peek(object);
    }
    task.announce(OpKind.LOAD, object, access(field, object, false));
    StoreBuffer.Entry own = buffer.youngest(field, object);
    Object value = own == null ? field.peek(object) : own.value();
    task.note(() -> "read " + object.label() + "." + field.name() + " -> " + value);
    checkLive(field, object, false);
    task.races().loaded(task, field, object, mode, value);
    return value;
  }

  void store(SharedField field, SharedObject object, @Nullable Object value, AccessMode mode) {
    if (task.settingUp()) {
      task.touches(object, field);
      field.poke(object, value);
      return;
    }
    if (task.buffersStores() && mode != AccessMode.VOLATILE) {
      issue(field, object, value);
      return;
    }
    task.touches(object, field);
    task.announce(OpKind.STORE, object, access(field, object, true));
    task.note(() -> "write " + object.label() + "." + field.name() + " = " + value);
    checkLive(field, object, true);
    task.races().stored(task, field, object, mode, value);
    field.poke(object, value);
  }

  /** A store enters the buffer: a step only if it could meet freed storage. */
  private void issue(SharedField field, SharedObject object, @Nullable Object value) {
    Lifetime life = object.lifetime();
    if (life != null) {
      task.announce(OpKind.ISSUE, object, new long[] {Footprint.read(Footprint.life(life))});
      task.note(
          () -> "write " + object.label() + "." + field.name() + " = " + value + " (buffered)");
    } else if (task.isOver()) {
      throw Abort.INSTANCE;
    }
    checkLive(field, object, true);
    buffer.add(new StoreBuffer.Entry(field, object, value, task.steps()));
  }

  boolean compareAndSet(
      SharedField field, SharedObject object, @Nullable Object expected, @Nullable Object value) {
    task.touches(object, field);
    task.announce(OpKind.COMPARE_AND_SET, object, access(field, object, true));
    checkLive(field, object, true);
    Object old = field.peek(object);
    boolean same = old == expected || (expected instanceof Number && expected.equals(old));
    task.note(
        () ->
            "compare-and-set "
                + object.label()
                + "."
                + field.name()
                + " "
                + expected
                + " to "
                + value
                + " -> "
                + same);
    task.races().updated(task, field, object, old, value, same);
    if (same) {
      field.poke(object, value);
    }
    return same;
  }

  @Nullable Object getAndSet(SharedField field, SharedObject object, @Nullable Object value) {
    task.touches(object, field);
    task.announce(OpKind.EXCHANGE, object, access(field, object, true));
    checkLive(field, object, true);
    Object old = field.peek(object);
    task.note(
        () -> "exchange " + object.label() + "." + field.name() + " = " + value + " -> " + old);
    task.races().updated(task, field, object, old, value, true);
    field.poke(object, value);
    return old;
  }

  Object update(SharedField field, SharedObject object, UnaryOperator<Object> change) {
    task.touches(object, field);
    task.announce(OpKind.UPDATE, object, access(field, object, true));
    checkLive(field, object, true);
    Object old = Objects.requireNonNull(field.peek(object));
    Object now = change.apply(old);
    task.note(() -> "update " + object.label() + "." + field.name() + " " + old + " to " + now);
    task.races().updated(task, field, object, old, now, true);
    field.poke(object, now);
    return old;
  }

  boolean count(Count count) {
    task.touches(count.object(), count.field());
    task.announce(OpKind.COUNT, count, Footprint.NONE);
    checkLive(count.field(), count.object(), true);
    Object old = told(count);
    boolean commutes = count.commutes();
    boolean answer =
        count.references().change(count.field(), count.object(), count.task(), count.add());
    Object now = told(count);
    if (commutes) {
      task.races().counted(task, count.field(), count.object(), old, now);
    } else {
      boolean changed = !count.add() || answer;
      task.races().updated(task, count.field(), count.object(), old, now, changed);
    }
    task.note(
        () ->
            "update "
                + count.object().label()
                + "."
                + count.field().name()
                + " "
                + old
                + " to "
                + now);
    return answer;
  }

  /** The count, if somebody wants to read it. */
  private @Nullable Object told(Count count) {
    return task.explaining() ? count.field().peek(count.object()) : null;
  }

  void fence(Execution execution, Fence fence, String site) {
    if (execution.omitsFence(site)) {
      return;
    }
    if (!execution.tso()) {
      // Under sequential consistency everything is ordered already, but not by happens-before.
      if (fence == Fence.GLOBAL) {
        task.races().barrier(task);
      } else {
        task.races().fence(task);
      }
      return;
    }
    if (fence == Fence.GLOBAL) {
      long[] everyBuffer =
          execution.tasks().stream()
              .mapToLong(one -> Footprint.read(Footprint.buffer(one.info().number())))
              .toArray();
      task.announce(OpKind.BARRIER, null, everyBuffer);
      task.note(() -> "barrier on every thread");
    } else if (!buffer.isEmpty()) {
      task.announce(OpKind.FENCE, null, Footprint.NONE);
      task.note(() -> "full fence (" + site + ")");
    }
  }
}
