package dev.quiesce.harness.control.peer;

import dev.quiesce.api.seam.Seam;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.lang.foreign.Arena.ofShared()}, with memory for one owner, where the JDK has it (22
 * and later) and threads are real. Elsewhere nothing: in a controlled process the {@link
 * ArenaSession} is all that a schedule can tell apart, and before JDK 22 the cost of closing is not
 * measured.
 */
final class SharedArena {
  /** The first JDK that has the interface without a preview flag. */
  private static final int FIRST_JDK = 22;

  private static final long OWNER_BYTES = 256;

  private static final @Nullable Calls JDK = jdk();

  private final @Nullable Object arena;

  private SharedArena(@Nullable Object arena) {
    this.arena = arena;
  }

  /**
   * The JDK's own methods.
   *
   * @param open {@code Arena.ofShared()}
   * @param allocate {@code allocate(long)}
   * @param close {@code close()}
   */
  private record Calls(MethodHandle open, MethodHandle allocate, MethodHandle close) {}

  /** Whether this JDK closes arenas. */
  static boolean isThere() {
    return JDK != null;
  }

  /** A new one. */
  static SharedArena open() {
    if (JDK == null || Seam.CONTROLLED) {
      return new SharedArena(null);
    }
    try {
      Object arena = JDK.open().invokeExact();
      Object unused = JDK.allocate().invokeExact(arena, OWNER_BYTES);
      return new SharedArena(arena);
    } catch (Throwable e) {
      throw new IllegalStateException("Arena.ofShared() failed", e);
    }
  }

  /**
   * Frees its memory; no thread is in the middle of an access to it afterwards. A handshake with
   * every thread of the process.
   */
  void close() {
    if (JDK == null || arena == null) {
      return;
    }
    try {
      JDK.close().invokeExact(arena);
    } catch (Throwable e) {
      throw new IllegalStateException("Arena.close() failed", e);
    }
  }

  private static @Nullable Calls jdk() {
    if (Runtime.version().feature() < FIRST_JDK) {
      return null;
    }
    try {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      Class<?> arena = Class.forName("java.lang.foreign.Arena");
      Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
      MethodType none = MethodType.methodType(void.class);
      return new Calls(
          lookup
              .findStatic(arena, "ofShared", MethodType.methodType(arena))
              .asType(MethodType.methodType(Object.class)),
          lookup
              .findVirtual(arena, "allocate", MethodType.methodType(segment, long.class))
              .asType(MethodType.methodType(Object.class, Object.class, long.class)),
          lookup
              .findVirtual(arena, "close", none)
              .asType(MethodType.methodType(void.class, Object.class)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.lang.foreign is not as documented", e);
    }
  }
}
