package dev.quiesce.api.memory;

import java.util.List;
import java.util.Optional;

/**
 * Search in the ranges of a flat view. The lists must be ascending and free of overlaps, as
 * rendering leaves them.
 */
public final class FlatRanges {
  private FlatRanges() {}

  /** {@code flatview_lookup} of one address: the range that contains it. */
  public static Optional<FlatRange> lookup(List<FlatRange> ranges, Int128 address) {
    int index = firstEndingAfter(ranges, address);
    return index < ranges.size() && ranges.get(index).addr().contains(address)
        ? Optional.of(ranges.get(index))
        : Optional.empty();
  }

  /**
   * {@code flatview_lookup} of a range, with the step back of {@code memory_region_find_rcu}: the
   * lowest range that intersects {@code addr}.
   */
  public static Optional<FlatRange> lookupFirst(List<FlatRange> ranges, AddrRange addr) {
    int index = firstEndingAfter(ranges, addr.start());
    return index < ranges.size() && ranges.get(index).addr().intersects(addr)
        ? Optional.of(ranges.get(index))
        : Optional.empty();
  }

  /**
   * Index of the first range whose end is above {@code address}; the list's size if there is none.
   */
  private static int firstEndingAfter(List<FlatRange> ranges, Int128 address) {
    int low = 0;
    int high = ranges.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ranges.get(middle).addr().end().compareTo(address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
