package dev.quiesce.harness.replay;

import dev.quiesce.harness.workload.Operation;
import java.util.Arrays;
import java.util.Locale;

/** For how long a {@code log_clear} callback keeps its thread busy. */
public enum ClearCost {
  /** As long as the recorded walk took; nothing where the recording does not tell. */
  RECORDED,
  /** 1.5 ms for each GiB, the kernel's time under {@code mmu_lock} (qemu-facts §7). */
  PER_GIB,
  /** Nothing. */
  NONE;

  private static final double NS_PER_BYTE = 1.5e6 / (1L << 30);

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The setting of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ClearCost of(String label) {
    return Arrays.stream(values())
        .filter(cost -> cost.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "log-clear " + label + ": use recorded, per-gib or none"));
  }

  /** Nanoseconds of the callback in {@code walk}. */
  long nanos(Operation.ClearDirtyBitmap walk) {
    return switch (this) {
      case RECORDED -> Math.max(0, walk.durationNs());
      case PER_GIB -> (long) (walk.length() * NS_PER_BYTE);
      case NONE -> 0;
    };
  }
}
