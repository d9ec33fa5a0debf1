package dev.quiesce.harness.workload;

/** The callbacks of a memory listener whose presence a recording states at registration. */
public enum Callback {
  /** {@code log_sync}. */
  LOG_SYNC,
  /** {@code log_sync_global}. */
  LOG_SYNC_GLOBAL,
  /** {@code log_clear}. */
  LOG_CLEAR,
  /** {@code log_global_start}. */
  LOG_GLOBAL_START,
  /** {@code region_add}. */
  REGION_ADD,
  /** {@code commit}. */
  COMMIT
}
