package dev.quiesce.api.memory;

/**
 * What a region that is no alias is backed by; stands for the flags {@code terminates}, {@code
 * ram}, {@code rom_device} and {@code ram_device} and for the IOMMU subtype of QEMU's {@code
 * MemoryRegion}.
 */
public enum RegionKind {
  /** No backing of its own, only subregions ({@code memory_region_init}). */
  CONTAINER(false, false),
  /** Guest RAM; read-only RAM is what QEMU calls ROM. */
  RAM(true, true),
  /**
   * RAM-backed while in ROMD mode, otherwise calls its operations ({@code
   * memory_region_init_rom_device}).
   */
  ROM_DEVICE(true, true),
  /** RAM of a device, such as a VFIO BAR ({@code memory_region_init_ram_device_ptr}). */
  RAM_DEVICE(true, true),
  /** Calls its operations ({@code memory_region_init_io}). */
  IO(true, false),
  /** Translates addresses ({@code memory_region_init_iommu}). */
  IOMMU(true, false);

  private final boolean terminates;
  private final boolean hasRamBlock;

  RegionKind(boolean terminates, boolean hasRamBlock) {
    this.terminates = terminates;
    this.hasRamBlock = hasRamBlock;
  }

  /** Whether such a region answers accesses itself, so that it appears in flat views. */
  public boolean terminates() {
    return terminates;
  }

  /** Whether such a region owns host memory. */
  public boolean hasRamBlock() {
    return hasRamBlock;
  }
}
