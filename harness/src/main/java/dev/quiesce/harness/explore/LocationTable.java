package dev.quiesce.harness.explore;

/**
 * The locations that one execution has touched: an open hash table whose entries are forgotten all
 * at once and reused.
 */
final class LocationTable {
  private static final int INITIAL = 256;
  private static final int SPREAD = 0x9E3779B9;

  private long[] keys = new long[INITIAL];
  private int[] rounds = new int[INITIAL];
  private Location[] locations = filled(INITIAL);
  private int round = 1;
  private int size;

  /** Forgets every location. */
  void clear() {
    round++;
    size = 0;
  }

  /** The location of that key, empty if it is new. */
  Location at(long key) {
    int slot = slot(key);
    if (rounds[slot] != round) {
      if (size * 2 >= keys.length) {
        grow();
        slot = slot(key);
      }
      size++;
      rounds[slot] = round;
      keys[slot] = key;
      locations[slot].reset();
    }
    return locations[slot];
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int hash = Long.hashCode(key) * SPREAD;
    int slot = (hash ^ hash >>> 16) & mask;
    while (rounds[slot] == round && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldRounds = rounds;
    Location[] old = locations;
    keys = new long[old.length * 2];
    rounds = new int[old.length * 2];
    locations = filled(old.length * 2);
    for (int i = 0; i < old.length; i++) {
      if (oldRounds[i] == round) {
        int slot = slot(oldKeys[i]);
        rounds[slot] = round;
        keys[slot] = oldKeys[i];
        locations[slot] = old[i];
      }
    }
  }

  private static Location[] filled(int length) {
    Location[] array = new Location[length];
    for (int i = 0; i < length; i++) {
      array[i] = new Location();
    }
    return array;
  }
}
