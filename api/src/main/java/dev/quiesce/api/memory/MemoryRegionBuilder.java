package dev.quiesce.api.memory;

import dev.quiesce.api.seam.Confined;
import java.util.Optional;

/**
 * Makes a {@link MemoryRegion}; the last call decides what kind it is. Stands for QEMU's {@code
 * memory_region_init*} functions. Use once.
 */
public final class MemoryRegionBuilder {
  final String name;
  final Int128 size;

  @Confined("the thread that builds the region")
  String owner = "";

  @Confined("the thread that builds the region")
  RegionKind kind = RegionKind.CONTAINER;

  @Confined("the thread that builds the region")
  Optional<RamBlock> ramBlock = Optional.empty();

  @Confined("the thread that builds the region")
  Optional<MemoryRegion> alias = Optional.empty();

  @Confined("the thread that builds the region")
  long aliasOffset;

  @Confined("the thread that builds the region")
  boolean readonly;

  @Confined("the thread that builds the region")
  int priority;

  MemoryRegionBuilder(String name, Int128 size) {
    if (size.compareTo(Int128.ZERO) < 0 || size.compareTo(Int128.TWO_POW_64) > 0) {
      throw new IllegalArgumentException("size of " + name + " is not within 0 to 2^64: " + size);
    }
    this.name = name;
    this.size = size;
  }

  /** Names the object that keeps the region alive. */
  public MemoryRegionBuilder ownedBy(String newOwner) {
    this.owner = newOwner;
    return this;
  }

  /**
   * The priority until a container sets another; QEMU's regions keep their last one when taken out
   * of a container.
   */
  public MemoryRegionBuilder priority(int newPriority) {
    this.priority = newPriority;
    return this;
  }

  /** {@code memory_region_init}. */
  public MemoryRegion container() {
    return of(RegionKind.CONTAINER);
  }

  /** {@code memory_region_init_ram}; the block has the region's name and is migratable. */
  public MemoryRegion ram() {
    return ram(new RamBlock(name, true));
  }

  /** {@code memory_region_init_ram} with a given block. */
  public MemoryRegion ram(RamBlock block) {
    ramBlock = Optional.of(block);
    return of(RegionKind.RAM);
  }

  /** {@code memory_region_init_rom}: read-only RAM. */
  public MemoryRegion rom() {
    readonly = true;
    return ram();
  }

  /** {@code memory_region_init_rom_device}. */
  public MemoryRegion romDevice() {
    ramBlock = Optional.of(new RamBlock(name, true));
    return of(RegionKind.ROM_DEVICE);
  }

  /** {@code memory_region_init_ram_device_ptr}; its block is not migratable. */
  public MemoryRegion ramDevice() {
    ramBlock = Optional.of(new RamBlock(name, false));
    return of(RegionKind.RAM_DEVICE);
  }

  /** {@code memory_region_init_io}. */
  public MemoryRegion io() {
    return of(RegionKind.IO);
  }

  /** {@code memory_region_init_iommu}. */
  public MemoryRegion iommu() {
    return of(RegionKind.IOMMU);
  }

  /**
   * {@code memory_region_init_alias}.
   *
   * @param offset of the window's first byte in {@code target}, in bytes, unsigned
   */
  public MemoryRegion aliasOf(MemoryRegion target, long offset) {
    alias = Optional.of(target);
    aliasOffset = offset;
    return of(RegionKind.CONTAINER);
  }

  private MemoryRegion of(RegionKind newKind) {
    kind = newKind;
    return new MemoryRegion(this);
  }
}
