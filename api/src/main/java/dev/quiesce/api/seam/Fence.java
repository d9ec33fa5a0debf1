package dev.quiesce.api.seam;

/** Fences of the seam. The one-sided fences are accessor modes instead. */
public enum Fence {
  /** Orders every earlier access of this thread before every later one: {@code smp_mb()}. */
  FULL,
  /**
   * As if every thread of the process executed {@link #FULL} now: {@code membarrier(2)}, QEMU's
   * {@code smp_mb_global()}.
   */
  GLOBAL
}
