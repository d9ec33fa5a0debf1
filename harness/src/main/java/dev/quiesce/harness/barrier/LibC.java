package dev.quiesce.harness.barrier;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;

/** The C library's {@code syscall(2)}, bound by JNA's direct mapping. */
final class LibC {
  static {
    Native.register(LibC.class, "c");
  }

  private LibC() {}

  /**
   * A system call with three integer arguments; the C {@code long} is a Java one on every system
   * that {@link Membarrier} knows.
   *
   * @throws LastErrorException with errno if the kernel refuses
   */
  static native long syscall(long number, int first, int second, int third)
      throws LastErrorException;
}
