package dev.quiesce.harness.workload;

import java.util.Locale;

/**
 * State of the outgoing migration: QEMU's {@code MigrationStatus}, and the switchover that QEMU has
 * no state for.
 */
public enum MigrationState {
  /** Not started. */
  NONE,
  /** Set-up: dirty logging is started, the first bitmap is built. */
  SETUP,
  /** Iterating. */
  ACTIVE,
  /**
   * The guest is stopped and the rest is sent; not a {@code MigrationStatus}, marked by {@code
   * migration_completion_vm_stop}.
   */
  SWITCHOVER,
  /** Paused before the switchover. */
  PRE_SWITCHOVER,
  /** Saving device state. */
  DEVICE,
  /** Waiting for a device to be unplugged. */
  WAIT_UNPLUG,
  /** Post-copy. */
  POSTCOPY_ACTIVE,
  /** Being cancelled. */
  CANCELLING,
  /** Ended: cancelled. */
  CANCELLED,
  /** Ended: failed. */
  FAILED,
  /** Ended: completed. */
  COMPLETED,
  /** A state of a QEMU that this enumeration does not know. */
  OTHER;

  /**
   * Derives the state from QEMU's spelling.
   *
   * @param text for example {@code pre-switchover}
   * @return the state, {@link #OTHER} if unknown
   */
  public static MigrationState ofQemu(String text) {
    String name = text.replace('-', '_').toUpperCase(Locale.ROOT);
    for (MigrationState state : values()) {
      if (state != SWITCHOVER && state.name().equals(name)) {
        return state;
      }
    }
    return OTHER;
  }

  /**
   * Tells whether a migration is under way in this state.
   *
   * @return true from set-up to the end
   */
  public boolean isRunning() {
    return switch (this) {
      case NONE, CANCELLED, FAILED, COMPLETED, OTHER -> false;
      default -> true;
    };
  }
}
