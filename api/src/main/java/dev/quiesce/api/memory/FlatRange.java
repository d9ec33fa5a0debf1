package dev.quiesce.api.memory;

/**
 * One range of a flat view: addresses that one region answers; QEMU's {@code FlatRange}
 * (softmmu/memory.c).
 *
 * <p>All attributes are those at the time of rendering. {@code priority} and {@code type} are not
 * part of QEMU's struct: QEMU reads them from the region when it prints a view.
 *
 * @param region the region that answers; never an alias, never a container
 * @param offsetInRegion offset of the first byte in the region, in bytes, unsigned
 * @param addr the addresses; never empty in a finished view
 * @param dirtyLogMask clients of the dirty log, one bit each, see {@link DirtyMemory}
 * @param romdMode the region's ROMD flag, true for every region that is no ROM device
 * @param readonly whether the region or an alias or container above it is read-only
 * @param nonvolatile whether the region or an alias or container above it is non-volatile
 * @param priority the region's own priority in its container, as {@code info mtree -f} prints it
 * @param type the region's type as {@link MemoryRegion#typeName()} gives it
 */
public record FlatRange(
    MemoryRegion region,
    long offsetInRegion,
    AddrRange addr,
    int dirtyLogMask,
    boolean romdMode,
    boolean readonly,
    boolean nonvolatile,
    int priority,
    String type) {

  /**
   * {@code flatrange_equal}: whether a topology update treats the two as one unchanged range. The
   * dirty-log mask does not count; a change of it alone is a log_start or log_stop.
   */
  public boolean equalsForUpdate(FlatRange other) {
    return region == other.region
        && addr.equals(other.addr)
        && offsetInRegion == other.offsetInRegion
        && romdMode == other.romdMode
        && readonly == other.readonly
        && nonvolatile == other.nonvolatile;
  }

  /**
   * {@code can_merge}: whether {@code next} continues this range in address, offset and every
   * attribute.
   */
  boolean canMerge(FlatRange next) {
    return addr.end().equals(next.addr.start())
        && region == next.region
        && Int128.ofUnsigned(offsetInRegion)
            .plus(addr.size())
            .equals(Int128.ofUnsigned(next.offsetInRegion))
        && dirtyLogMask == next.dirtyLogMask
        && romdMode == next.romdMode
        && readonly == next.readonly
        && nonvolatile == next.nonvolatile;
  }

  /** The same range at other addresses and another offset. */
  FlatRange at(AddrRange newAddr, long newOffset) {
    return new FlatRange(
        region, newOffset, newAddr, dirtyLogMask, romdMode, readonly, nonvolatile, priority, type);
  }

  /**
   * The kind as {@code info mtree -f} prints it: {@code nv-} if non-volatile, {@code rom} if
   * read-only, else the type.
   */
  public String printedKind() {
    return (nonvolatile ? "nv-" : "") + (readonly ? "rom" : type);
  }

  /** The line of {@code info mtree -f} for this range, without indentation. */
  @Override
  public String toString() {
    String offset = offsetInRegion == 0 ? "" : String.format(" @%016x", offsetInRegion);
    return addr + " (prio " + priority + ", " + printedKind() + "): " + region.name() + offset;
  }
}
