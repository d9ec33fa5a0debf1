package dev.quiesce.api.seam;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Token of a shared {@code int} field; the accessor's name says the memory mode.
 *
 * @param <O> the class that declares the field
 */
public record IntField<O extends SharedObject>(VarHandle handle, String name, int index)
    implements SharedField {

  /** The token of {@code owner.name}; {@code lookup} must see the field. */
  public static <O extends SharedObject> IntField<O> of(
      MethodHandles.Lookup lookup, Class<O> owner, String name) {
    return new IntField<>(
        FieldHandles.find(lookup, owner, name, int.class), name, FieldHandles.index(owner, name));
  }

  /** Reads with no ordering. */
  public int getPlain(O object) {
    if (Seam.INSTRUMENTED) {
      return get(object, AccessMode.PLAIN);
    }
    return (int) handle.get(object);
  }

  /** Reads atomically, with no ordering. */
  public int getOpaque(O object) {
    if (Seam.INSTRUMENTED) {
      return get(object, AccessMode.OPAQUE);
    }
    return (int) handle.getOpaque(object);
  }

  /** Reads; later accesses of this thread stay later. */
  public int getAcquire(O object) {
    if (Seam.INSTRUMENTED) {
      return get(object, AccessMode.ACQUIRE);
    }
    return (int) handle.getAcquire(object);
  }

  /** Reads in the total order of volatile accesses. */
  public int getVolatile(O object) {
    if (Seam.INSTRUMENTED) {
      return get(object, AccessMode.VOLATILE);
    }
    return (int) handle.getVolatile(object);
  }

  /** Writes with no ordering. */
  public void setPlain(O object, int value) {
    if (Seam.INSTRUMENTED) {
      set(object, value, AccessMode.PLAIN);
    } else {
      handle.set(object, value);
    }
  }

  /** Writes atomically, with no ordering. */
  public void setOpaque(O object, int value) {
    if (Seam.INSTRUMENTED) {
      set(object, value, AccessMode.OPAQUE);
    } else {
      handle.setOpaque(object, value);
    }
  }

  /** Writes; earlier accesses of this thread stay earlier. */
  public void setRelease(O object, int value) {
    if (Seam.INSTRUMENTED) {
      set(object, value, AccessMode.RELEASE);
    } else {
      handle.setRelease(object, value);
    }
  }

  /** Writes in the total order of volatile accesses: a full fence follows. */
  public void setVolatile(O object, int value) {
    if (Seam.INSTRUMENTED) {
      set(object, value, AccessMode.VOLATILE);
    } else {
      handle.setVolatile(object, value);
    }
  }

  /** Atomically replaces {@code expected}; a full fence either way. */
  public boolean compareAndSet(O object, int expected, int value) {
    if (Seam.CONTROLLED) {
      return Seam.controller().compareAndSet(this, object, expected, value);
    }
    if (Seam.CHECKED) {
      Seam.checkLive(object, name, true);
    }
    return handle.compareAndSet(object, expected, value);
  }

  /** Atomically replaces the value and returns the old one; a full fence. */
  public int getAndSet(O object, int value) {
    if (Seam.CONTROLLED) {
      return (Integer) Seam.nonNull(Seam.controller().getAndSet(this, object, value));
    }
    if (Seam.CHECKED) {
      Seam.checkLive(object, name, true);
    }
    return (int) handle.getAndSet(object, value);
  }

  /** Atomically adds and returns the old value; a full fence. */
  public int getAndAdd(O object, int delta) {
    if (Seam.CONTROLLED) {
      return (Integer) Seam.controller().update(this, object, old -> (Integer) old + delta);
    }
    if (Seam.CHECKED) {
      Seam.checkLive(object, name, true);
    }
    return (int) handle.getAndAdd(object, delta);
  }

  /**
   * Atomically adds 1 unless the value is 0; a full fence unless it was 0: {@code
   * qatomic_fetch_inc_nonzero}. The field must be a count of references, changed by nothing but
   * this and {@link #dropReference}: a controller knows that they commute while others hold the
   * object.
   *
   * @return whether it was not 0
   */
  public boolean addReference(O object) {
    if (Seam.CONTROLLED) {
      return Seam.controller().count(this, object, true);
    }
    if (Seam.CHECKED) {
      Seam.checkLive(object, name, true);
    }
    while (true) {
      int old = (int) handle.getVolatile(object);
      if (old == 0) {
        return false;
      }
      if (handle.compareAndSet(object, old, old + 1)) {
        return true;
      }
    }
  }

  /**
   * Atomically subtracts 1; a full fence: {@code qatomic_fetch_dec} of a count of references.
   *
   * @return whether it is 0 now
   */
  public boolean dropReference(O object) {
    if (Seam.CONTROLLED) {
      return Seam.controller().count(this, object, false);
    }
    return getAndAdd(object, -1) == 1;
  }

  @Override
  public Object peek(SharedObject object) {
    return (int) handle.get(object);
  }

  @Override
  public void poke(SharedObject object, @Nullable Object value) {
    handle.set(object, (int) (Integer) Seam.nonNull(value));
  }

  private int get(O object, AccessMode mode) {
    if (Seam.CONTROLLED) {
      return (Integer) Seam.nonNull(Seam.controller().load(this, object, mode));
    }
    Seam.checkLive(object, name, false);
    return switch (mode) {
      case PLAIN -> (int) handle.get(object);
      case OPAQUE -> (int) handle.getOpaque(object);
      case ACQUIRE, RELEASE -> (int) handle.getAcquire(object);
      case VOLATILE -> (int) handle.getVolatile(object);
    };
  }

  private void set(O object, int value, AccessMode mode) {
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
