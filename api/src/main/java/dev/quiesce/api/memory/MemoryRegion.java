package dev.quiesce.api.memory;

import dev.quiesce.api.seam.Confined;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A node of the memory map: RAM, device registers, a container of other regions, or a window onto
 * another region (an alias); QEMU's {@code MemoryRegion} (include/exec/memory.h, softmmu/memory.c).
 *
 * <p>Compared by identity. Everything mutable belongs to the BQL.
 *
 * <p>Mutators change the node and nothing else. Each returns whether flat views may have changed,
 * which is what the QEMU function of the same name adds to {@code memory_region_update_pending};
 * the caller wraps it in a transaction.
 */
public final class MemoryRegion {
  /*
   * Invariants:
   *  - subregions are in QEMU's list order: a new one goes before the first whose priority is not higher than its own, so the list
   *    descends in priority and, among equals, the one added last comes first and wins where they overlap;
   *  - region.container == c if and only if c.subregions contains region, once;
   *  - an alias has no subregions rendered and never terminates by itself;
   *  - QEMU 7.2 keeps no "may overlap" flag: overlap is always allowed, add_subregion means priority 0.
   */

  private final String name;
  private final String owner;
  private final RegionKind kind;
  private final Optional<RamBlock> ramBlock;
  private final Optional<MemoryRegion> alias;

  @Confined("BQL: the tree changes inside transactions only")
  private final List<MemoryRegion> subregions = new ArrayList<>();

  @Confined("BQL: the tree changes inside transactions only; find reads it without, as QEMU's does")
  private Optional<MemoryRegion> container = Optional.empty();

  @Confined("BQL: as container")
  private long addr;

  @Confined("BQL: inside transactions")
  private Int128 size;

  @Confined("BQL: inside transactions")
  private int priority;

  @Confined("BQL: inside transactions")
  private long aliasOffset;

  @Confined("BQL: inside transactions")
  private int mappedViaAlias;

  @Confined("BQL: inside transactions")
  private boolean enabled = true;

  @Confined("BQL: inside transactions")
  private boolean readonly;

  @Confined("BQL: inside transactions")
  private boolean nonvolatile;

  @Confined("BQL: inside transactions")
  private boolean romdMode = true;

  @Confined("BQL: display devices only")
  private int vgaLoggingCount;

  @Confined("BQL: sorted by IoEventfd.isBefore")
  private final List<IoEventfd> ioEventfds = new ArrayList<>();

  @Confined("BQL: offsets in this region, in order of their addition")
  private final List<AddrRange> coalesced = new ArrayList<>();

  MemoryRegion(MemoryRegionBuilder builder) {
    this.name = builder.name;
    this.owner = builder.owner;
    this.size = builder.size;
    this.kind = builder.kind;
    this.ramBlock = builder.ramBlock;
    this.alias = builder.alias;
    this.aliasOffset = builder.aliasOffset;
    this.readonly = builder.readonly;
    this.priority = builder.priority;
  }

  /**
   * Starts a region.
   *
   * @param name as in {@code info mtree}; need not be unique
   * @param size in bytes, 0 to 2^64
   */
  public static MemoryRegionBuilder named(String name, Int128 size) {
    return new MemoryRegionBuilder(name, size);
  }

  /** By name, so that tables of regions have the same order in every execution. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The name; other regions may have the same. */
  public String name() {
    return name;
  }

  /** Whoever keeps the region alive; empty text if nobody in particular does. */
  public String owner() {
    return owner;
  }

  /** What backs the region; {@link RegionKind#CONTAINER} for an alias. */
  public RegionKind kind() {
    return kind;
  }

  /** The host memory, present if the kind has some. */
  public Optional<RamBlock> ramBlock() {
    return ramBlock;
  }

  /** The region that this one is a window onto, if it is an alias. */
  public Optional<MemoryRegion> alias() {
    return alias;
  }

  /** Offset of the window's first byte in its target, in bytes, unsigned; 0 if this is no alias. */
  public long aliasOffset() {
    return aliasOffset;
  }

  /** Size in bytes. */
  public Int128 size() {
    return size;
  }

  /** Offset in the container, in bytes, unsigned. */
  public long addr() {
    return addr;
  }

  /** Priority among the container's subregions; the higher hides the lower. */
  public int priority() {
    return priority;
  }

  /** The region this one is a subregion of. */
  public Optional<MemoryRegion> container() {
    return container;
  }

  /** The subregions in the order in which they are rendered; a live, unmodifiable view. */
  public List<MemoryRegion> subregions() {
    return Collections.unmodifiableList(subregions);
  }

  /** Whether the region and what is below it can be seen at all. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Whether writes are refused here and below. */
  public boolean isReadonly() {
    return readonly;
  }

  /** Whether the memory here and below is non-volatile. */
  public boolean isNonvolatile() {
    return nonvolatile;
  }

  /** The ROMD flag; true in every region that is no ROM device. */
  public boolean isRomdMode() {
    return romdMode;
  }

  /** {@code mr->terminates}: whether the region answers accesses itself. */
  public boolean terminates() {
    return alias.isEmpty() && kind.terminates();
  }

  /** {@code memory_region_is_mapped}: whether it, or an alias of it, has a container. */
  public boolean isMapped() {
    return container.isPresent() || mappedViaAlias > 0;
  }

  /**
   * {@code memory_region_type}: {@code ramd}, {@code romd}, {@code rom}, {@code ram} or {@code
   * i/o}; an alias has its target's.
   */
  public String typeName() {
    MemoryRegion region = this;
    while (region.alias.isPresent()) {
      region = region.alias.get();
    }
    return switch (region.kind) {
      case RAM_DEVICE -> "ramd";
      case RAM -> region.readonly ? "rom" : "ram";
      case ROM_DEVICE -> region.romdMode ? "romd" : "i/o";
      case CONTAINER, IO, IOMMU -> "i/o";
    };
  }

  /**
   * {@code memory_region_get_dirty_log_mask}: the clients that log writes to this region, one bit
   * each.
   */
  public int dirtyLogMask(DirtyTracking tracking) {
    int mask = vgaLoggingCount > 0 ? DirtyMemory.VGA.bit() : 0;
    boolean migratable = ramBlock.map(RamBlock::migratable).orElse(kind == RegionKind.IOMMU);
    if (tracking.global() && migratable) {
      mask |= DirtyMemory.MIGRATION.bit();
    }
    if (tracking.tcg() && ramBlock.isPresent()) {
      mask |= DirtyMemory.CODE.bit();
    }
    return mask;
  }

  /** {@code memory_region_add_subregion}: adds {@code subregion} with priority 0. */
  public boolean addSubregion(long offset, MemoryRegion subregion) {
    return addSubregionOverlap(offset, subregion, 0);
  }

  /**
   * {@code memory_region_add_subregion_overlap}.
   *
   * @param offset in this region, in bytes, unsigned
   * @throws IllegalStateException if {@code subregion} has a container already
   */
  public boolean addSubregionOverlap(long offset, MemoryRegion subregion, int newPriority) {
    if (subregion.container.isPresent()) {
      throw new IllegalStateException(subregion.name + " is in a container already");
    }
    subregion.priority = newPriority;
    subregion.addr = offset;
    return link(subregion);
  }

  /**
   * {@code memory_region_del_subregion}.
   *
   * @throws IllegalStateException if {@code subregion} is not in this region
   */
  public boolean removeSubregion(MemoryRegion subregion) {
    if (subregion.container.isEmpty() || subregion.container.get() != this) {
      throw new IllegalStateException(subregion.name + " is not in " + name);
    }
    subregion.container = Optional.empty();
    countAliasMapping(subregion, -1);
    subregions.remove(subregion);
    return enabled && subregion.enabled;
  }

  /** {@code memory_region_set_enabled}. */
  public boolean setEnabled(boolean newEnabled) {
    boolean changed = enabled != newEnabled;
    enabled = newEnabled;
    return changed;
  }

  /** {@code memory_region_set_size}; the size in bytes. */
  public boolean setSize(Int128 newSize) {
    boolean changed = !size.equals(newSize);
    size = newSize;
    return changed;
  }

  /**
   * {@code memory_region_set_address}: takes the region out of its container and adds it again,
   * last among its equals.
   */
  public boolean setAddress(long newAddr) {
    if (addr == newAddr) {
      return false;
    }
    addr = newAddr;
    if (container.isEmpty()) {
      return false;
    }
    MemoryRegion parent = container.get();
    parent.removeSubregion(this);
    return parent.link(this);
  }

  /**
   * {@code memory_region_set_alias_offset}; in bytes, unsigned.
   *
   * @throws IllegalStateException if this is no alias
   */
  public boolean setAliasOffset(long newOffset) {
    if (alias.isEmpty()) {
      throw new IllegalStateException(name + " is no alias");
    }
    boolean changed = aliasOffset != newOffset;
    aliasOffset = newOffset;
    return changed && enabled;
  }

  /** {@code memory_region_set_readonly}. */
  public boolean setReadonly(boolean newReadonly) {
    boolean changed = readonly != newReadonly;
    readonly = newReadonly;
    return changed && enabled;
  }

  /** {@code memory_region_set_nonvolatile}. */
  public boolean setNonvolatile(boolean newNonvolatile) {
    boolean changed = nonvolatile != newNonvolatile;
    nonvolatile = newNonvolatile;
    return changed && enabled;
  }

  /** {@code memory_region_rom_device_set_romd}. */
  public boolean setRomdMode(boolean newRomdMode) {
    boolean changed = romdMode != newRomdMode;
    romdMode = newRomdMode;
    return changed && enabled;
  }

  /** {@code memory_region_set_log} for the display, its only client; calls nest. */
  public boolean setVgaLogging(boolean on) {
    boolean before = vgaLoggingCount > 0;
    vgaLoggingCount = Math.addExact(vgaLoggingCount, on ? 1 : -1);
    return before != (vgaLoggingCount > 0) && enabled;
  }

  /** The ioeventfds at offsets of this region, in QEMU's order. */
  public List<IoEventfd> ioEventfds() {
    return Collections.unmodifiableList(ioEventfds);
  }

  /** {@code memory_region_add_eventfd}; whether address spaces may see it. */
  boolean addEventfd(IoEventfd added) {
    int index = 0;
    while (index < ioEventfds.size() && !added.isBefore(ioEventfds.get(index))) {
      index++;
    }
    ioEventfds.add(index, added);
    return enabled;
  }

  /** {@code memory_region_del_eventfd}; whether address spaces may have seen it. */
  boolean removeEventfd(IoEventfd removed) {
    for (int i = 0; i < ioEventfds.size(); i++) {
      if (ioEventfds.get(i).isMeantBy(removed)) {
        ioEventfds.remove(i);
        return enabled;
      }
    }
    throw new IllegalStateException(name + " has no ioeventfd " + removed);
  }

  /** The ranges whose writes may be gathered, as offsets in this region. */
  public List<AddrRange> coalesced() {
    return Collections.unmodifiableList(coalesced);
  }

  void addCoalesced(AddrRange range) {
    coalesced.add(range);
  }

  AddrRange removeFirstCoalesced() {
    return coalesced.remove(0);
  }

  /** {@code memory_region_update_container_subregions}. */
  private boolean link(MemoryRegion subregion) {
    subregion.container = Optional.of(this);
    countAliasMapping(subregion, 1);
    int index = 0;
    while (index < subregions.size() && subregions.get(index).priority > subregion.priority) {
      index++;
    }
    subregions.add(index, subregion);
    return enabled && subregion.enabled;
  }

  private static void countAliasMapping(MemoryRegion region, int change) {
    for (Optional<MemoryRegion> target = region.alias;
        target.isPresent();
        target = target.get().alias) {
      target.get().mappedViaAlias += change;
    }
  }

  /** Name and size, for messages. */
  @Override
  public String toString() {
    return name + "[" + size + "]";
  }
}
