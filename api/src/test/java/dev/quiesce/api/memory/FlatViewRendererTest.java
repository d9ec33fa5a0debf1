package dev.quiesce.api.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rendering rules of QEMU one at a time; whole machines are compared in the harness. */
class FlatViewRendererTest {
  private final MemoryRegion system = MemoryRegion.named("system", Int128.TWO_POW_64).container();

  private static MemoryRegion io(String name, long size) {
    return MemoryRegion.named(name, Int128.ofUnsigned(size)).io();
  }

  private static MemoryRegion ram(String name, long size) {
    return MemoryRegion.named(name, Int128.ofUnsigned(size)).ram();
  }

  private static MemoryRegion box(String name, long size) {
    return MemoryRegion.named(name, Int128.ofUnsigned(size)).container();
  }

  private static MemoryRegion alias(String name, MemoryRegion target, long offset, long size) {
    return MemoryRegion.named(name, Int128.ofUnsigned(size)).aliasOf(target, offset);
  }

  private List<String> view() {
    return render(system, DirtyTracking.OFF).stream().map(FlatViewRendererTest::brief).toList();
  }

  private static List<FlatRange> render(MemoryRegion root, DirtyTracking tracking) {
    return FlatViewRenderer.render(java.util.Optional.of(root), tracking).ranges();
  }

  private static String brief(FlatRange range) {
    return Long.toHexString(range.addr().start().low())
        + "+"
        + Long.toHexString(range.addr().size().low())
        + " "
        + range.region().name()
        + "@"
        + Long.toHexString(range.offsetInRegion())
        + " "
        + range.printedKind();
  }

  @Test
  void overlap_higherPriority_hidesTheMiddleOfTheLower() {
    system.addSubregionOverlap(0x0, ram("ram", 0x1000), 0);
    system.addSubregionOverlap(0x400, io("dev", 0x100), 1);
    assertThat(view())
        .containsExactly("0+400 ram@0 ram", "400+100 dev@0 i/o", "500+b00 ram@500 ram");
  }

  @Test
  void overlap_equalPriority_theLaterAddedWins() {
    system.addSubregion(0, io("first", 0x100));
    system.addSubregion(0x80, io("second", 0x100));
    assertThat(view()).containsExactly("0+80 first@0 i/o", "80+100 second@0 i/o");
    assertThat(system.subregions())
        .extracting(MemoryRegion::name)
        .containsExactly("second", "first");
  }

  @Test
  void overlap_lowerPriorityAddedLast_fillsEveryGap() {
    system.addSubregionOverlap(0x100, io("a", 0x100), 5);
    system.addSubregionOverlap(0x300, io("b", 0x100), 5);
    system.addSubregionOverlap(0, ram("ram", 0x1000), -1);
    assertThat(view())
        .containsExactly(
            "0+100 ram@0 ram",
            "100+100 a@0 i/o",
            "200+100 ram@200 ram",
            "300+100 b@0 i/o",
            "400+c00 ram@400 ram");
  }

  @Test
  void setAddress_amongEquals_movesTheRegionToTheFront() {
    MemoryRegion first = io("first", 0x100);
    system.addSubregion(0, first);
    system.addSubregion(0x80, io("second", 0x100));
    assertThat(first.setAddress(0x40)).isTrue();
    assertThat(view()).containsExactly("40+100 first@0 i/o", "140+40 second@c0 i/o");
  }

  @Test
  void disabled_containerOrLeaf_isNotRendered() {
    MemoryRegion box = box("box", 0x100);
    box.addSubregion(0, io("in", 0x10));
    system.addSubregion(0, box);
    MemoryRegion leaf = io("leaf", 0x10);
    system.addSubregion(0x200, leaf);
    box.setEnabled(false);
    leaf.setEnabled(false);
    assertThat(view()).isEmpty();
    assertThat(leaf.setEnabled(true)).isTrue();
    assertThat(leaf.setEnabled(true)).isFalse();
    assertThat(view()).containsExactly("200+10 leaf@0 i/o");
  }

  @Test
  void container_childBeyondItsEnd_isClipped() {
    MemoryRegion box = box("box", 0x100);
    box.addSubregion(0xf0, io("in", 0x40));
    system.addSubregion(0x1000, box);
    assertThat(view()).containsExactly("10f0+10 in@0 i/o");
  }

  @Test
  void ioWithChildren_withOperationsOfItsOwn_showsBetweenThem() {
    MemoryRegion io = io("io", 0x100);
    io.addSubregion(0x10, io("child", 0x10));
    system.addSubregion(0, io);
    assertThat(view()).containsExactly("0+10 io@0 i/o", "10+10 child@0 i/o", "20+e0 io@20 i/o");
  }

  @Test
  void alias_ofPartOfARegionElsewhere_keepsTheTargetsOffset() {
    MemoryRegion ram = ram("ram", 0x1000);
    ram.setAddress(0x5000);
    system.addSubregion(0x100, alias("window", ram, 0x800, 0x80));
    assertThat(view()).containsExactly("100+80 ram@800 ram");
  }

  @Test
  void alias_ofAlias_addsBothOffsets() {
    MemoryRegion ram = ram("ram", 0x1000);
    MemoryRegion inner = alias("inner", ram, 0x100, 0x400);
    system.addSubregion(0x2000, alias("outer", inner, 0x80, 0x100));
    assertThat(view()).containsExactly("2000+100 ram@180 ram");
    assertThat(system.subregions().get(0).typeName()).isEqualTo("ram");
    assertThat(ram.isMapped()).isTrue();
  }

  @Test
  void alias_offsetBeyondItsAddress_rendersThroughANegativeBase() {
    MemoryRegion ram = ram("ram", 0x10000);
    system.addSubregion(0, alias("low", ram, 0xf000, 0x1000));
    assertThat(view()).containsExactly("0+1000 ram@f000 ram");
  }

  @Test
  void alias_longerThanItsTarget_showsNothingBehindIt() {
    system.addSubregion(0x100, alias("long", ram("ram", 0x10), 0, 0x1000));
    assertThat(view()).containsExactly("100+10 ram@0 ram");
  }

  @Test
  void alias_readonlyOrNonvolatile_marksTheRangesBelow() {
    MemoryRegion ram = ram("ram", 0x1000);
    MemoryRegion rom = alias("pam-rom", ram, 0, 0x100);
    rom.setReadonly(true);
    MemoryRegion nv = alias("nv", ram, 0x100, 0x100);
    nv.setNonvolatile(true);
    system.addSubregion(0, rom);
    system.addSubregion(0x100, nv);
    assertThat(view()).containsExactly("0+100 ram@0 rom", "100+100 ram@100 nv-ram");
  }

  @Test
  void alias_backToItsOwnContainer_isReported() {
    system.addSubregion(0, alias("loop", system, 0, 0x1000));
    assertThatThrownBy(this::view)
        .isInstanceOf(RegionTreeException.class)
        .hasMessageContaining("leads back");
  }

  @Test
  void flatViewRoot_aliasCycle_isReported() {
    system.addSubregion(0, MemoryRegion.named("loop", Int128.TWO_POW_64).aliasOf(system, 0));
    assertThatThrownBy(() -> FlatViewRenderer.flatViewRoot(system))
        .isInstanceOf(RegionTreeException.class);
  }

  @Test
  void neighbours_oneRegionSplitByAliases_areMerged() {
    MemoryRegion ram = ram("ram", 0x1000);
    system.addSubregion(0, alias("a", ram, 0, 0x100));
    system.addSubregion(0x100, alias("b", ram, 0x100, 0x100));
    system.addSubregion(0x200, alias("c", ram, 0x200, 0x100));
    assertThat(view()).containsExactly("0+300 ram@0 ram");
  }

  @Test
  void neighbours_offsetJumpsOrAttributesDiffer_stayApart() {
    MemoryRegion ram = ram("ram", 0x1000);
    system.addSubregion(0, alias("a", ram, 0, 0x100));
    system.addSubregion(0x100, alias("b", ram, 0x300, 0x100));
    MemoryRegion rom = alias("c", ram, 0x400, 0x100);
    rom.setReadonly(true);
    system.addSubregion(0x200, rom);
    assertThat(view())
        .containsExactly("0+100 ram@0 ram", "100+100 ram@300 ram", "200+100 ram@400 rom");
  }

  @Test
  void neighbours_twoRegionsOfOneName_stayApart() {
    system.addSubregion(0, io("same", 0x10));
    system.addSubregion(0x10, io("same", 0x10));
    assertThat(view()).hasSize(2);
  }

  @Test
  void size_twoToThe64_isRenderedWhole() {
    system.addSubregion(0, MemoryRegion.named("all", Int128.TWO_POW_64).iommu());
    FlatRange only = render(system, DirtyTracking.OFF).get(0);
    assertThat(only.addr()).isEqualTo(AddrRange.EVERYTHING);
    assertThat(only).hasToString("0000000000000000-ffffffffffffffff (prio 0, i/o): all");
  }

  @Test
  void size_beyondTheTop_isClippedAtTwoToThe64() {
    system.addSubregion(0xffff_ffff_ffff_ff00L, io("top", 0x1000));
    assertThat(view()).containsExactly("ffffffffffffff00+100 top@0 i/o");
  }

  @Test
  void size_zero_rendersNothingAndHidesNothing() {
    system.addSubregionOverlap(0, io("nothing", 0), 1);
    system.addSubregion(0, io("dev", 0x10));
    assertThat(view()).containsExactly("0+10 dev@0 i/o");
  }

  @Test
  void romDevice_modeSwitched_changesTypeAndUpdateEquality() {
    MemoryRegion flash = MemoryRegion.named("flash", Int128.ofUnsigned(0x100)).romDevice();
    system.addSubregion(0, flash);
    FlatRange before = render(system, DirtyTracking.OFF).get(0);
    assertThat(flash.setRomdMode(false)).isTrue();
    FlatRange after = render(system, DirtyTracking.OFF).get(0);
    assertThat(List.of(before.type(), after.type())).containsExactly("romd", "i/o");
    assertThat(before.equalsForUpdate(after)).isFalse();
  }

  @Test
  void dirtyLogMask_trackingAndLogging_setsTheClientsBits() {
    MemoryRegion vram = ram("vram", 0x100);
    system.addSubregion(0, vram);
    assertThat(vram.setVgaLogging(true)).isTrue();
    assertThat(vram.setVgaLogging(true)).isFalse();
    assertThat(vram.dirtyLogMask(DirtyTracking.OFF)).isEqualTo(1);
    assertThat(vram.dirtyLogMask(new DirtyTracking(true, true))).isEqualTo(7);
    assertThat(io("dev", 1).dirtyLogMask(new DirtyTracking(true, true))).isZero();
    MemoryRegion iommu = MemoryRegion.named("iommu", Int128.TWO_POW_64).iommu();
    assertThat(iommu.dirtyLogMask(new DirtyTracking(true, true))).isEqualTo(4);
    MemoryRegion bar = MemoryRegion.named("bar", Int128.ONE).ramDevice();
    assertThat(bar.dirtyLogMask(new DirtyTracking(true, true))).isEqualTo(2);
  }

  @Test
  void dirtyLogMask_onlyDifference_isEqualForUpdateYetNotMerged() {
    MemoryRegion ram = ram("ram", 0x100);
    system.addSubregion(0, ram);
    FlatRange off = render(system, DirtyTracking.OFF).get(0);
    FlatRange on = render(system, new DirtyTracking(true, false)).get(0);
    assertThat(on).isNotEqualTo(off);
    assertThat(on.equalsForUpdate(off)).isTrue();
  }

  @Test
  void flatViewRoot_busMasterContainerWithWholeAlias_isTheAliasTarget() {
    MemoryRegion busMaster =
        MemoryRegion.named("bus master container", Int128.TWO_POW_64).container();
    MemoryRegion window = MemoryRegion.named("bus master", Int128.TWO_POW_64).aliasOf(system, 0);
    busMaster.addSubregion(0, window);
    system.addSubregion(0, io("a", 1));
    system.addSubregion(4, io("b", 1));
    assertThat(FlatViewRenderer.flatViewRoot(busMaster)).containsSame(system);
    window.setEnabled(false);
    assertThat(FlatViewRenderer.flatViewRoot(busMaster)).isEmpty();
    RenderedView empty = FlatViewRenderer.renderAddressSpace(busMaster, DirtyTracking.OFF);
    assertThat(empty.ranges()).isEmpty();
  }

  @Test
  void flatViewRoot_onlyChildNotAtZeroOrPartOfAnAlias_isTheContainer() {
    MemoryRegion dev = io("dev", 0x10);
    system.addSubregion(0x10, dev);
    assertThat(FlatViewRenderer.flatViewRoot(system)).containsSame(system);
    dev.setAddress(0);
    assertThat(FlatViewRenderer.flatViewRoot(system)).containsSame(dev);
    MemoryRegion part = alias("part", system, 0, 0x1000);
    assertThat(FlatViewRenderer.flatViewRoot(part)).containsSame(part);
  }

  @Test
  void lookup_insideBetweenAndBehindRanges_findsOnlyWhatIsThere() {
    system.addSubregion(0x10, io("a", 0x10));
    system.addSubregion(0x40, io("b", 0x10));
    List<FlatRange> ranges = render(system, DirtyTracking.OFF);
    assertThat(FlatRanges.lookup(ranges, Int128.ofUnsigned(0x4f))).contains(ranges.get(1));
    assertThat(FlatRanges.lookup(ranges, Int128.ofUnsigned(0x0f))).isEmpty();
    assertThat(FlatRanges.lookup(ranges, Int128.ofUnsigned(0x20))).isEmpty();
    assertThat(FlatRanges.lookup(ranges, Int128.ofUnsigned(0x50))).isEmpty();
    assertThat(FlatRanges.lookupFirst(ranges, AddrRange.of(0, 0x100))).contains(ranges.get(0));
    assertThat(FlatRanges.lookupFirst(ranges, AddrRange.of(0x20, 0x20))).isEmpty();
    assertThat(MemoryRegionSection.of(ranges.get(1)).offsetWithinAddressSpace()).isEqualTo(0x40);
  }

  @Test
  void subregion_addedTwiceOrRemovedFromElsewhere_isRefused() {
    MemoryRegion dev = io("dev", 1);
    assertThat(system.addSubregion(0, dev)).isTrue();
    assertThatThrownBy(() -> system.addSubregion(0, dev)).isInstanceOf(IllegalStateException.class);
    MemoryRegion other = box("other", 1);
    assertThatThrownBy(() -> other.removeSubregion(dev)).isInstanceOf(IllegalStateException.class);
    assertThat(system.removeSubregion(dev)).isTrue();
    assertThat(dev.isMapped()).isFalse();
  }

  @Test
  void int128_carriesBorrowsAndOrders_likeUnsignedAddresses() {
    Int128 top = Int128.ofUnsigned(-1);
    assertThat(top.plus(Int128.ONE)).isEqualTo(Int128.TWO_POW_64);
    assertThat(Int128.TWO_POW_64.minus(Int128.ONE)).isEqualTo(top);
    assertThat(Int128.ZERO.minus(Int128.ONE).isBelow(Int128.ZERO)).isTrue();
    assertThat(top.isBelow(Int128.TWO_POW_64)).isTrue();
    assertThatThrownBy(Int128.TWO_POW_64::toUnsignedLong).isInstanceOf(ArithmeticException.class);
  }
}
