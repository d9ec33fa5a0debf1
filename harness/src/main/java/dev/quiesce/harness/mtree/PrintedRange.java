package dev.quiesce.harness.mtree;

import dev.quiesce.api.memory.FlatRange;

/**
 * A range of a flat view in the terms of {@code info mtree -f}.
 *
 * @param start first address, unsigned
 * @param last last address, unsigned
 * @param priority the region's own
 * @param kind as printed, {@code nv-} included
 * @param name the region's
 * @param offset of the first byte in the region, unsigned
 */
public record PrintedRange(
    long start, long last, int priority, String kind, String name, long offset) {

  static PrintedRange of(FlatRange range) {
    long start = range.addr().start().toUnsignedLong();
    return new PrintedRange(
        start,
        start + range.addr().size().low() - 1,
        range.priority(),
        range.printedKind(),
        range.region().name(),
        range.offsetInRegion());
  }

  boolean overlaps(PrintedRange other) {
    return Long.compareUnsigned(start, other.last) <= 0
        && Long.compareUnsigned(other.start, last) <= 0;
  }

  /** The line as QEMU prints it, without indentation. */
  @Override
  public String toString() {
    String place = offset == 0 ? "" : String.format(" @%016x", offset);
    return String.format(
        "%016x-%016x (prio %d, %s): %s%s", start, last, priority, kind, name, place);
  }
}
