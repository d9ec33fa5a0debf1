package dev.quiesce.api.memory;

/**
 * The seventeen callbacks of {@code MemoryListener} (include/exec/memory.h) and the direction in
 * which QEMU 7.2 calls each.
 */
public enum Callback {
  BEGIN(Direction.FORWARD),
  COMMIT(Direction.FORWARD),
  REGION_ADD(Direction.FORWARD),
  REGION_DEL(Direction.REVERSE),
  REGION_NOP(Direction.FORWARD),
  LOG_START(Direction.FORWARD),
  LOG_STOP(Direction.REVERSE),
  LOG_SYNC(Direction.FORWARD),
  LOG_SYNC_GLOBAL(Direction.FORWARD),
  LOG_CLEAR(Direction.FORWARD),
  LOG_GLOBAL_START(Direction.FORWARD),
  LOG_GLOBAL_STOP(Direction.REVERSE),
  LOG_GLOBAL_AFTER_SYNC(Direction.FORWARD),
  /** Reverse, against the documented priority rule: QEMU's own quirk. */
  EVENTFD_ADD(Direction.REVERSE),
  /** Forward, against the documented priority rule: QEMU's own quirk. */
  EVENTFD_DEL(Direction.FORWARD),
  COALESCED_IO_ADD(Direction.FORWARD),
  COALESCED_IO_DEL(Direction.REVERSE);

  /** Order of a walk over listeners sorted by ascending priority. */
  public enum Direction {
    FORWARD,
    REVERSE
  }

  private final Direction direction;
  private final String cName = name().toLowerCase(java.util.Locale.ROOT);

  Callback(Direction direction) {
    this.direction = direction;
  }

  /** The order in which listeners are called. */
  public Direction direction() {
    return direction;
  }

  /** The name in C. */
  public String cName() {
    return cName;
  }
}
