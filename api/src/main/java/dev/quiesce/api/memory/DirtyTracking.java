package dev.quiesce.api.memory;

/**
 * The machine-wide inputs of {@code memory_region_get_dirty_log_mask}.
 *
 * @param global whether global dirty tracking is on ({@code global_dirty_tracking != 0})
 * @param tcg whether the accelerator is TCG ({@code tcg_enabled()})
 */
public record DirtyTracking(boolean global, boolean tcg) {
  /** No global tracking, an accelerator other than TCG. */
  public static final DirtyTracking OFF = new DirtyTracking(false, false);
}
