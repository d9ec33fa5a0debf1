package dev.quiesce.api.memory;

/**
 * A half-open range of guest addresses, QEMU's {@code AddrRange} (softmmu/memory.c).
 *
 * <p>The start may be negative while aliases are resolved; a range of a finished flat view lies
 * within 0 to 2^64.
 *
 * @param start first address, in bytes
 * @param size length in bytes, 0 to 2^64
 */
public record AddrRange(Int128 start, Int128 size) {
  /** All 2^64 addresses. */
  public static final AddrRange EVERYTHING = new AddrRange(Int128.ZERO, Int128.TWO_POW_64);

  /** A range of less than 2^64 bytes from two unsigned 64-bit numbers. */
  public static AddrRange of(long start, long size) {
    return new AddrRange(Int128.ofUnsigned(start), Int128.ofUnsigned(size));
  }

  /** First address behind the range ({@code addrrange_end}). */
  public Int128 end() {
    return start.plus(size);
  }

  /** Whether {@code address} lies inside ({@code addrrange_contains}). */
  public boolean contains(Int128 address) {
    return address.isAtLeast(start) && address.isBelow(end());
  }

  /**
   * {@code addrrange_intersects}: whether one contains the other's start. An empty range therefore
   * intersects a range that contains its start.
   */
  public boolean intersects(AddrRange other) {
    return contains(other.start) || other.contains(start);
  }

  /** {@code addrrange_intersection}: the common part; meaningful only if the two intersect. */
  public AddrRange intersection(AddrRange other) {
    Int128 from = start.max(other.start);
    return new AddrRange(from, end().min(other.end()).minus(from));
  }

  /** {@code addrrange_shift}: the range moved by {@code delta} bytes. */
  public AddrRange shift(Int128 delta) {
    return new AddrRange(start.plus(delta), size);
  }

  /**
   * First and last address as QEMU prints them; an empty range prints its start twice, as a range
   * of one byte does.
   */
  @Override
  public String toString() {
    return start + "-" + (size.isZero() ? start : end().minus(Int128.ONE));
  }
}
