package dev.quiesce.api.seam;

/**
 * The machine's way to make every running thread of this process execute a full fence: {@code
 * membarrier(2)}. Supplied by whoever starts the process, because it takes native code.
 */
@FunctionalInterface
public interface ProcessFence {
  /**
   * As if every thread of the process, the caller included, executed a full fence between the start
   * and the end of this call. Does not wait for any of them to reach a particular place.
   *
   * @throws IllegalStateException if the system refuses, after it had agreed at start
   */
  void execute();
}
