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
}
