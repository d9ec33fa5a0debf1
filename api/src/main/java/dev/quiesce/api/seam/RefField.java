package dev.quiesce.api.seam;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Token of a shared reference field; the accessor's name says the memory mode.
 *
 * @param <O> the class that declares the field
 * @param <V> the type of the referenced objects
 */
@SuppressWarnings("unchecked") // the token was made for fields of type V
public record RefField<O extends SharedObject, V>(VarHandle handle, String name, int index)
    implements SharedField {

  /** The token of {@code owner.name}; {@code lookup} must see the field. */
  public static <O extends SharedObject, V> RefField<O, V> of(
      MethodHandles.Lookup lookup, Class<O> owner, String name, Class<? super V> type) {
    return new RefField<>(
        FieldHandles.find(lookup, owner, name, type), name, FieldHandles.index(owner, name));
  }

  /** Reads with no ordering. */
  public @Nullable V getPlain(O object) {
    if (Seam.INSTRUMENTED) {
      return get(object, AccessMode.PLAIN);
    }
    return (V) handle.get(object);
  }

  /** Reads atomically, with no ordering. */
  public @Nullable V getOpaque(O object) {
    if (Seam.INSTRUMENTED) {
      return get(object, AccessMode.OPAQUE);
    }
    return (V) handle.getOpaque(object);
  }

  /** Reads; later accesses of this thread stay later. */
  public @Nullable V getAcquire(O object) {
    if (Seam.INSTRUMENTED) {
      return get(object, AccessMode.ACQUIRE);
    }
    return (V) handle.getAcquire(object);
  }

  /** Reads in the total order of volatile accesses. */
  public @Nullable V getVolatile(O object) {
    if (Seam.INSTRUMENTED) {
      return get(object, AccessMode.VOLATILE);
    }
    return (V) handle.getVolatile(object);
  }

  /** Writes with no ordering. */
  public void setPlain(O object, @Nullable V value) {
    if (Seam.INSTRUMENTED) {
      set(object, value, AccessMode.PLAIN);
    } else {
      handle.set(object, value);
    }
  }

  /** Writes atomically, with no ordering. */
  public void setOpaque(O object, @Nullable V value) {
    if (Seam.INSTRUMENTED) {
      set(object, value, AccessMode.OPAQUE);
    } else {
      handle.setOpaque(object, value);
    }
  }

  /** Writes; earlier accesses of this thread stay earlier. */
  public void setRelease(O object, @Nullable V value) {
    if (Seam.INSTRUMENTED) {
      set(object, value, AccessMode.RELEASE);
    } else {
      handle.setRelease(object, value);
    }
  }

  /** Writes in the total order of volatile accesses: a full fence follows. */
  public void setVolatile(O object, @Nullable V value) {
    if (Seam.INSTRUMENTED) {
      set(object, value, AccessMode.VOLATILE);
    } else {
      handle.setVolatile(object, value);
    }
  }

  /** Atomically replaces {@code expected}; a full fence either way. */
  public boolean compareAndSet(O object, @Nullable V expected, @Nullable V value) {
    if (Seam.CONTROLLED) {
      return Seam.controller().compareAndSet(this, object, expected, value);
    }
    if (Seam.CHECKED) {
      Seam.checkLive(object, name, true);
    }
    return handle.compareAndSet(object, expected, value);
  }

  /** Atomically replaces the value and returns the old one; a full fence. */
  public @Nullable V getAndSet(O object, @Nullable V value) {
    if (Seam.CONTROLLED) {
      return (V) Seam.controller().getAndSet(this, object, value);
    }
    if (Seam.CHECKED) {
      Seam.checkLive(object, name, true);
    }
    return (V) handle.getAndSet(object, value);
  }

  @Override
  public @Nullable Object peek(SharedObject object) {
    return (Object) handle.get(object);
  }

  @Override
  public void poke(SharedObject object, @Nullable Object value) {
    handle.set(object, value);
  }

  private @Nullable V get(O object, AccessMode mode) {
    if (Seam.CONTROLLED) {
      return (V) Seam.controller().load(this, object, mode);
    }
    Seam.checkLive(object, name, false);
    return switch (mode) {
      case PLAIN -> (V) handle.get(object);
      case OPAQUE -> (V) handle.getOpaque(object);
      case ACQUIRE, RELEASE -> (V) handle.getAcquire(object);
      case VOLATILE -> (V) handle.getVolatile(object);
    };
  }

  private void set(O object, @Nullable V value, AccessMode mode) {
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
