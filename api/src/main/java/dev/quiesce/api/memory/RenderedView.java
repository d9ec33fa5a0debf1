package dev.quiesce.api.memory;

import java.util.List;
import java.util.Optional;

/**
 * The immutable outcome of rendering one root region.
 *
 * @param root the region that was rendered, empty for the view of a disabled or childless root;
 *     address spaces with the same root share one view
 * @param ranges ascending, without overlap, none empty, neighbours merged where QEMU merges them
 */
public record RenderedView(Optional<MemoryRegion> root, List<FlatRange> ranges) {
  /** Copies the list. */
  public RenderedView {
    ranges = List.copyOf(ranges);
  }

  /** As step tables print it. */
  @Override
  public String toString() {
    return ranges.size() + (ranges.size() == 1 ? " range" : " ranges");
  }
}
