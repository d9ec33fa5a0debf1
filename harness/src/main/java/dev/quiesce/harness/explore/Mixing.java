package dev.quiesce.harness.explore;

/** A hash of 64 bits, for telling states and executions apart. */
final class Mixing {
  private Mixing() {}

  /** Adds a value to a hash; the order matters. Source: the finalizer of MurmurHash3. */
  static long mix(long hash, long value) {
    long mixed = hash * 0x9E3779B97F4A7C15L + value + 1;
    mixed = (mixed ^ mixed >>> 33) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ mixed >>> 33;
  }
}
