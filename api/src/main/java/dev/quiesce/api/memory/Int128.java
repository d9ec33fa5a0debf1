package dev.quiesce.api.memory;

/**
 * A signed 128-bit integer in two's complement, QEMU's {@code Int128} (include/qemu/int128.h).
 *
 * <p>Guest addresses are 64 bits wide, yet a region may be 2^64 bytes long and an alias may push a
 * region's base below zero. Both need more than 64 bits while a flat view is rendered.
 *
 * @param high the upper 64 bits, signed
 * @param low the lower 64 bits, unsigned
 */
public record Int128(long high, long low) implements Comparable<Int128> {
  /** 0. */
  public static final Int128 ZERO = new Int128(0, 0);

  /** 1. */
  public static final Int128 ONE = new Int128(0, 1);

  /** 2^64, the size of a region that covers the whole address range. */
  public static final Int128 TWO_POW_64 = new Int128(1, 0);

  /** The value of {@code bits} read as an unsigned number ({@code int128_make64}). */
  public static Int128 ofUnsigned(long bits) {
    return bits == 0 ? ZERO : new Int128(0, bits);
  }

  /** This plus {@code other}, wrapping at 128 bits. */
  public Int128 plus(Int128 other) {
    long sum = low + other.low;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    return new Int128(high + other.high + carry, sum);
  }

  /** This minus {@code other}, wrapping at 128 bits. */
  public Int128 minus(Int128 other) {
    long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
    return new Int128(high - other.high - borrow, low - other.low);
  }

  /** The smaller of the two. */
  public Int128 min(Int128 other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** The larger of the two. */
  public Int128 max(Int128 other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Whether this is 0. */
  public boolean isZero() {
    return high == 0 && low == 0;
  }

  /** Whether this is below {@code other}. */
  public boolean isBelow(Int128 other) {
    return compareTo(other) < 0;
  }

  /** Whether this is {@code other} or above it. */
  public boolean isAtLeast(Int128 other) {
    return compareTo(other) >= 0;
  }

  /**
   * The value as 64 unsigned bits ({@code int128_get64}).
   *
   * @throws ArithmeticException if it is negative or 2^64 or more
   */
  public long toUnsignedLong() {
    if (high != 0) {
      throw new ArithmeticException(this + " does not fit into 64 unsigned bits");
    }
    return low;
  }

  @Override
  public int compareTo(Int128 other) {
    int upper = Long.compare(high, other.high);
    return upper != 0 ? upper : Long.compareUnsigned(low, other.low);
  }

  /** Hexadecimal, 16 digits where 64 bits are enough. */
  @Override
  public String toString() {
    return high == 0 ? String.format("%016x", low) : String.format("%x%016x", high, low);
  }
}
