package dev.quiesce.api.seam;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Token of a shared {@code long} field; the accessor's name says the memory mode.
 *
 * @param <O> the class that declares the field
 */
public record LongField<O extends SharedObject>(VarHandle handle, String name, int index)
    implements SharedField {

  /** The token of {@code owner.name}; {@code lookup} must see the field. */
  public static <O extends SharedObject> LongField<O> of(
      MethodHandles.Lookup lookup, Class<O> owner, String name) {
    return new LongField<>(
        FieldHandles.find(lookup, owner, name, long.class), name, FieldHandles.index(owner, name));
  }

  /** Reads with no ordering. */
  public long getPlain(O object) {
    if (Seam.INSTRUMENTED) {
      return get(object, AccessMode.PLAIN);
    }
    return (long) handle.get(object);
  }

  /** Reads atomically, with no ordering. */
  public long getOpaque(O object) {
    if (Seam.INSTRUMENTED) {
      return get(object, AccessMode.OPAQUE);
    }
    return (long) handle.getOpaque(object);
  }

  /** Reads; later accesses of this thread stay later. */
  public long getAcquire(O object) {
    if (Seam.INSTRUMENTED) {
      return get(object, AccessMode.ACQUIRE);
    }
    return (long) handle.getAcquire(object);
  }

  /** Reads in the total order of volatile accesses. */
  public long getVolatile(O object) {
    if (Seam.INSTRUMENTED) {
      return get(object, AccessMode.VOLATILE);
    }
    return (long) handle.getVolatile(object);
  }

  /** Writes with no ordering. */
  public void setPlain(O object, long value) {
    if (Seam.INSTRUMENTED) {
      set(object, value, AccessMode.PLAIN);
    } else {
      handle.set(object, value);
    }
  }

  /** Writes atomically, with no ordering. */
  public void setOpaque(O object, long value) {
    if (Seam.INSTRUMENTED) {
      set(object, value, AccessMode.OPAQUE);
    } else {
      handle.setOpaque(object, value);
    }
  }

  /** Writes; earlier accesses of this thread stay earlier. */
  public void setRelease(O object, long value) {
    if (Seam.INSTRUMENTED) {
      set(object, value, AccessMode.RELEASE);
    } else {
      handle.setRelease(object, value);
    }
  }

  /** Writes in the total order of volatile accesses: a full fence follows. */
  public void setVolatile(O object, long value) {
    if (Seam.INSTRUMENTED) {
      set(object, value, AccessMode.VOLATILE);
    } else {
      handle.setVolatile(object, value);
    }
  }

  /** Atomically replaces {@code expected}; a full fence either way. */
  public boolean compareAndSet(O object, long expected, long value) {
    if (Seam.CONTROLLED) {
      return Seam.controller().compareAndSet(this, object, expected, value);
    }
    if (Seam.CHECKED) {
      Seam.checkLive(object, name, true);
    }
    return handle.compareAndSet(object, expected, value);
  }

  /** Atomically replaces the value and returns the old one; a full fence. */
  public long getAndSet(O object, long value) {
    if (Seam.CONTROLLED) {
      return (Long) Seam.nonNull(Seam.controller().getAndSet(this, object, value));
    }
    if (Seam.CHECKED) {
      Seam.checkLive(object, name, true);
    }
    return (long) handle.getAndSet(object, value);
  }

  /** Atomically adds and returns the old value; a full fence. */
  public long getAndAdd(O object, long delta) {
    if (Seam.CONTROLLED) {
      return (Long) Seam.controller().update(this, object, old -> (Long) old + delta);
    }
    if (Seam.CHECKED) {
      Seam.checkLive(object, name, true);
    }
    return (long) handle.getAndAdd(object, delta);
  }

  @Override
  public Object peek(SharedObject object) {
    return (long) handle.get(object);
  }

  @Override
  public void poke(SharedObject object, @Nullable Object value) {
    handle.set(object, (long) (Long) Seam.nonNull(value));
  }

  private long get(O object, AccessMode mode) {
    if (Seam.CONTROLLED) {
      return (Long) Seam.nonNull(Seam.controller().load(this, object, mode));
    }
    Seam.checkLive(object, name, false);
    return switch (mode) {
      case PLAIN -> (long) handle.get(object);
      case OPAQUE -> (long) handle.getOpaque(object);
      case ACQUIRE, RELEASE -> (long) handle.getAcquire(object);
      case VOLATILE -> (long) handle.getVolatile(object);
    };
  }

  private void set(O object, long value, AccessMode mode) {
    if (Seam.CONTROLLED) {
      Seam.controller().store(this, object, value, mode);
      return;
    }
    Seam.checkLive(object, name, true);
    switch (mode) {
      case PLAIN -> handle.set(object, value);
      case OPAQUE -> handle.setOpaque(object, value);
      case ACQUIRE, RELEASE -> handle.setRelease(object, value);
      case VOLATILE -> handle.setVolatile(object, value);
    }
  }
}
