package dev.quiesce.api.memory;

/**
 * A piece of one region as one address space sees it; QEMU's {@code MemoryRegionSection} without
 * its reference to the flat view.
 *
 * @param region the region
 * @param offsetWithinRegion offset of the first byte in the region, in bytes, unsigned
 * @param size length in bytes, up to 2^64
 * @param offsetWithinAddressSpace address of the first byte, unsigned
 * @param readonly whether writes are refused
 * @param nonvolatile whether the memory is non-volatile
 */
public record MemoryRegionSection(
    MemoryRegion region,
    long offsetWithinRegion,
    Int128 size,
    long offsetWithinAddressSpace,
    boolean readonly,
    boolean nonvolatile) {

  /** {@code section_from_flat_range}: the section that covers {@code range}. */
  public static MemoryRegionSection of(FlatRange range) {
    return new MemoryRegionSection(
        range.region(),
        range.offsetInRegion(),
        range.addr().size(),
        range.addr().start().toUnsignedLong(),
        range.readonly(),
        range.nonvolatile());
  }

  /**
   * A part of {@code range}, clipped as {@code memory_region_clear_dirty_bitmap} does.
   *
   * @param offset of the first byte in the range's region, unsigned
   * @param bytes length, unsigned
   */
  public static MemoryRegionSection within(FlatRange range, long offset, long bytes) {
    return new MemoryRegionSection(
        range.region(),
        offset,
        Int128.ofUnsigned(bytes),
        range.addr().start().toUnsignedLong() + (offset - range.offsetInRegion()),
        range.readonly(),
        range.nonvolatile());
  }
}
