package dev.quiesce.api.memory;

import dev.quiesce.api.seam.Confined;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Renders a region tree into a flat view, statement by statement as QEMU 7.2 does ({@code
 * generate_memory_topology}, {@code render_memory_region}, {@code flatview_simplify};
 * softmmu/memory.c).
 *
 * <p>Subregions come before the region that holds them, and higher priority before lower: a range
 * that is already in the view wins, and every later region only fills the gaps. A clip range,
 * narrowed on the way down, cuts what its containers and aliases do not show.
 *
 * <p>The caller holds the BQL. QEMU would recurse for ever on an alias that leads back to itself;
 * here it is reported.
 */
public final class FlatViewRenderer {
  /** Nesting of containers and aliases; far beyond any machine, far below the stack's end. */
  public static final int MAX_DEPTH = 256;

  /** Regions visited in one rendering; aliases of aliases can multiply visits. */
  public static final int MAX_VISITS = 2_000_000;

  private final DirtyTracking tracking;
  private final List<FlatRange> ranges = new ArrayList<>();

  @Confined("one rendering, on one thread")
  private int visits;

  private FlatViewRenderer(DirtyTracking tracking) {
    this.tracking = tracking;
  }

  /**
   * The flat view of an address space whose root is {@code addressSpaceRoot}: finds the view's
   * root, then renders that.
   *
   * @throws RegionTreeException if the tree is deeper than {@link #MAX_DEPTH} or leads back to
   *     itself
   */
  public static RenderedView renderAddressSpace(
      MemoryRegion addressSpaceRoot, DirtyTracking tracking) {
    return render(flatViewRoot(addressSpaceRoot), tracking);
  }

  /**
   * {@code generate_memory_topology}: the view of {@code root}, which {@link #flatViewRoot} gave.
   *
   * @throws RegionTreeException if the tree is deeper than {@link #MAX_DEPTH} or leads back to
   *     itself
   */
  public static RenderedView render(Optional<MemoryRegion> root, DirtyTracking tracking) {
    FlatViewRenderer renderer = new FlatViewRenderer(tracking);
    root.ifPresent(
        region ->
            renderer.renderRegion(region, Int128.ZERO, AddrRange.EVERYTHING, false, false, 0));
    return new RenderedView(root, simplify(renderer.ranges));
  }

  /**
   * {@code memory_region_get_flatview_root}: the region whose rendering is that of {@code start}.
   * Address spaces that reduce to the same region share a flat view; an empty result means the
   * empty view.
   *
   * <p>A whole alias is replaced by its target, and a container whose only enabled child lies at 0
   * and fits in by that child.
   *
   * @throws RegionTreeException if aliases lead back to where they came from
   */
  public static Optional<MemoryRegion> flatViewRoot(MemoryRegion start) {
    MemoryRegion region = start;
    for (int depth = 0; region.isEnabled(); depth++) {
      if (depth > MAX_DEPTH) {
        throw new RegionTreeException(start, "aliases or containers nest deeper than " + MAX_DEPTH);
      }
      Optional<MemoryRegion> alias = region.alias();
      if (alias.isPresent()) {
        if (region.aliasOffset() != 0 || region.size().isBelow(alias.get().size())) {
          return Optional.of(region);
        }
        region = alias.get();
      } else if (region.terminates()) {
        return Optional.of(region);
      } else {
        List<MemoryRegion> enabled = enabledSubregions(region);
        if (enabled.isEmpty()) {
          return Optional.empty();
        }
        MemoryRegion only = enabled.get(0);
        if (enabled.size() > 1 || only.addr() != 0 || region.size().isBelow(only.size())) {
          return Optional.of(region);
        }
        region = only;
      }
    }
    return Optional.empty();
  }

  private static List<MemoryRegion> enabledSubregions(MemoryRegion region) {
    List<MemoryRegion> enabled = new ArrayList<>(2);
    for (MemoryRegion one : region.subregions()) {
      if (one.isEnabled() && enabled.size() < 2) {
        enabled.add(one);
      }
    }
    return enabled;
  }

  /** {@code render_memory_region}. */
  private void renderRegion(
      MemoryRegion region,
      Int128 containerBase,
      AddrRange outerClip,
      boolean outerReadonly,
      boolean outerNonvolatile,
      int depth) {
    if (!region.isEnabled()) {
      return;
    }
    if (depth > MAX_DEPTH || ++visits > MAX_VISITS) {
      throw new RegionTreeException(region, "the region tree is too deep or leads back to itself");
    }
    Int128 base = containerBase.plus(Int128.ofUnsigned(region.addr()));
    boolean readonly = outerReadonly || region.isReadonly();
    boolean nonvolatile = outerNonvolatile || region.isNonvolatile();
    AddrRange whole = new AddrRange(base, region.size());
    if (!whole.intersects(outerClip)) {
      return;
    }
    AddrRange clip = whole.intersection(outerClip);
    Optional<MemoryRegion> alias = region.alias();
    if (alias.isPresent()) {
      MemoryRegion target = alias.get();
      Int128 targetBase =
          base.minus(Int128.ofUnsigned(target.addr()))
              .minus(Int128.ofUnsigned(region.aliasOffset()));
      renderRegion(target, targetBase, clip, readonly, nonvolatile, depth + 1);
      return;
    }
    for (MemoryRegion subregion : region.subregions()) {
      renderRegion(subregion, base, clip, readonly, nonvolatile, depth + 1);
    }
    if (region.terminates()) {
      fillGaps(prototype(region, readonly, nonvolatile), base, clip);
    }
  }

  private FlatRange prototype(MemoryRegion region, boolean readonly, boolean nonvolatile) {
    return new FlatRange(
        region,
        0,
        new AddrRange(Int128.ZERO, Int128.ZERO),
        region.dirtyLogMask(tracking),
        region.isRomdMode(),
        readonly,
        nonvolatile,
        region.priority(),
        region.typeName());
  }

  /**
   * The end of {@code render_memory_region}: puts {@code range} into every part of {@code clip}
   * that is still free.
   */
  private void fillGaps(FlatRange range, Int128 regionBase, AddrRange clip) {
    Int128 base = clip.start();
    Int128 end = clip.end();
    int i = 0;
    while (i < ranges.size() && base.isBelow(end)) {
      AddrRange present = ranges.get(i).addr();
      if (base.isAtLeast(present.end())) {
        i++;
        continue;
      }
      if (base.isBelow(present.start())) {
        Int128 gapEnd = end.min(present.start());
        ranges.add(i, placed(range, regionBase, base, gapEnd));
        i++;
        base = gapEnd;
      }
      base = base.max(end.min(present.end()));
      i++;
    }
    if (base.isBelow(end)) {
      ranges.add(i, placed(range, regionBase, base, end));
    }
  }

  private static FlatRange placed(FlatRange range, Int128 regionBase, Int128 from, Int128 to) {
    return range.at(new AddrRange(from, to.minus(from)), from.minus(regionBase).low());
  }

  /** {@code flatview_simplify}: joins neighbours that {@code can_merge} accepts. */
  private static List<FlatRange> simplify(List<FlatRange> ranges) {
    List<FlatRange> merged = new ArrayList<>(ranges.size());
    for (FlatRange next : ranges) {
      FlatRange last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && last.canMerge(next)) {
        Int128 size = last.addr().size().plus(next.addr().size());
        AddrRange joined = new AddrRange(last.addr().start(), size);
        merged.set(merged.size() - 1, last.at(joined, last.offsetInRegion()));
      } else {
        merged.add(next);
      }
    }
    return merged;
  }
}
