package dev.quiesce.harness.torture;

import java.util.SplittableRandom;

/**
 * Where every choice comes from: the run's seed, the strategy, the round and the thread's name, so
 * that a thread makes the same choices again under the same seed. What the machine's scheduler
 * makes of them is its own affair.
 */
final class Randomness {
  private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

  private final long seed;

  private Randomness(long seed) {
    this.seed = seed;
  }

  static Randomness of(long seed, String strategy) {
    return new Randomness(seed).with(strategy);
  }

  /** One derived from this by a name. */
  Randomness with(String name) {
    long mixed = seed;
    for (int i = 0; i < name.length(); i++) {
      mixed = (mixed ^ name.charAt(i)) * GOLDEN;
      mixed ^= mixed >>> 32;
    }
    return new Randomness(mixed);
  }

  /** The choices of one thread. */
  SplittableRandom choices() {
    return new SplittableRandom(seed);
  }
}
