package dev.quiesce.harness.barrier;

import com.sun.jna.LastErrorException;
import dev.quiesce.api.seam.ProcessFence;
import java.util.Locale;

/**
 * {@code membarrier(2)}, private expedited: the kernel interrupts every processor that runs a
 * thread of this process. The intent must be registered once, which {@link #register} does.
 */
final class Membarrier implements ProcessFence {
  private static final int QUERY = 0;
  private static final int PRIVATE_EXPEDITED = 1 << 3;
  private static final int REGISTER_PRIVATE_EXPEDITED = 1 << 4;
  private static final int NEEDED = PRIVATE_EXPEDITED | REGISTER_PRIVATE_EXPEDITED;

  private final long number;

  private Membarrier(long number) {
    this.number = number;
  }

  /**
   * Registers this process.
   *
   * @throws UnavailableException saying what is missing
   */
  static Membarrier register() throws UnavailableException {
    Membarrier membarrier =
        new Membarrier(syscallNumber(System.getProperty("os.name"), System.getProperty("os.arch")));
    try {
      long offered = LibC.syscall(membarrier.number, QUERY, 0, 0);
      if ((offered & NEEDED) != NEEDED) {
        throw new UnavailableException(
            "this kernel's membarrier(2) has no private expedited command (Linux 4.14 or later)");
      }
      long unused = LibC.syscall(membarrier.number, REGISTER_PRIVATE_EXPEDITED, 0, 0);
    } catch (LastErrorException e) {
      throw new UnavailableException(
          "the system refuses membarrier(2) with error " + e.getErrorCode() + " (seccomp?)");
    } catch (LinkageError e) {
      throw new UnavailableException("no native code can be loaded: " + e.getMessage());
    }
    return membarrier;
  }

  static long syscallNumber(String system, String architecture) throws UnavailableException {
    if (!system.equals("Linux")) {
      throw new UnavailableException("membarrier(2) is Linux's, and this is " + system);
    }
    return switch (architecture.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> 324;
      case "aarch64", "riscv64" -> 283;
      default ->
          throw new UnavailableException("membarrier(2) has no known number on " + architecture);
    };
  }

  @Override
  public void execute() {
    try {
      long unused = LibC.syscall(number, PRIVATE_EXPEDITED, 0, 0);
    } catch (LastErrorException e) {
      throw new IllegalStateException(
          "membarrier(2) failed with error " + e.getErrorCode() + " after it was registered", e);
    }
  }

  /** Why this process cannot have the barrier. */
  static final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    UnavailableException(String message) {
      super(message);
    }
  }
}
