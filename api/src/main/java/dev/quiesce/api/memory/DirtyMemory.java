package dev.quiesce.api.memory;

/**
 * The clients of the dirty log and their bits, QEMU's {@code DIRTY_MEMORY_*}
 * (include/exec/ramlist.h).
 *
 * <p>A mask of clients is an {@code int} with one bit per client.
 */
public enum DirtyMemory {
  /** The display; switched per region ({@code memory_region_set_log}). */
  VGA(0),
  /** TCG's translated code; on for every RAM block under TCG. */
  CODE(1),
  /** Live migration; on for migratable RAM and IOMMU regions while global dirty tracking is on. */
  MIGRATION(2);

  private final int client;

  DirtyMemory(int client) {
    this.client = client;
  }

  /** This client's bit in a mask. */
  public int bit() {
    return 1 << client;
  }

  /** Whether {@code mask} has this client's bit. */
  public boolean in(int mask) {
    return (mask & bit()) != 0;
  }
}
