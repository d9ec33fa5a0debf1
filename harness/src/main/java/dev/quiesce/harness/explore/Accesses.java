package dev.quiesce.harness.explore;

import java.util.Arrays;

/**
 * The accesses of the steps on a search's current path, by location, newest first: tells which
 * earlier steps a step does not commute with, without looking at all of them. Grows and shrinks at
 * the end of the path only.
 */
final class Accesses {
  private static final int NONE = -1;
  private static final int WAYS = Footprint.WAYS;

  /** Spreads locations over the table: 2^64 divided by the golden ratio. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  // the locations ever seen: an open-addressing table from location to its number
  private long[] keys = new long[256];
  private int[] numbers = new int[256];
  private int locations;

  /** For each location its newest access, or {@link #NONE}. */
  private int[] newest = new int[128];

  // one entry for each access of each step on the path

  private long[] access = new long[256];
  private int[] location = new int[256];
  private int[] depth = new int[256];
  private int[] older = new int[256];
  private int size;

  /** For each location and each way of touching it, the actors that ever did, as a bit set. */
  private int[] actors = new int[128 * WAYS];

  private int[] found = new int[64];
  private int count;

  Accesses() {
    Arrays.fill(numbers, NONE);
  }

  /** How many accesses there are: what {@link #shrink} goes back to. */
  int size() {
    return size;
  }

  /** Adds the accesses of the step that {@code actor} takes at {@code newDepth}. */
  void add(long[] footprint, int actor, int newDepth) {
    for (long one : footprint) {
      if (size == access.length) {
        int longer = 2 * size;
        access = Arrays.copyOf(access, longer);
        location = Arrays.copyOf(location, longer);
        depth = Arrays.copyOf(depth, longer);
        older = Arrays.copyOf(older, longer);
      }
      int number = number(Footprint.locationOf(one));
      access[size] = one;
      location[size] = number;
      depth[size] = newDepth;
      actors[number * WAYS + Footprint.wayOf(one)] |= 1 << actor;
      older[size] = newest[number];
      newest[number] = size++;
    }
  }

  /** Whether another actor ever took a step that one of this actor does not commute with. */
  boolean shares(long[] footprint, int actor) {
    for (long one : footprint) {
      int number = number(Footprint.locationOf(one));
      for (int way = 0; way < WAYS; way++) {
        if (!Footprint.commute(one, way) && (actors[number * WAYS + way] & ~(1 << actor)) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Takes the newest accesses back. */
  void shrink(int newSize) {
    while (size > newSize) {
      size--;
      newest[location[size]] = older[size];
    }
  }

  /**
   * Looks for steps that one with this footprint does not commute with. Of each location those up
   * to the newest that commutes with nothing: what is older is ordered before that one. All of them
   * if {@code further}.
   */
  void find(long[] footprint, boolean further) {
    count = 0;
    for (long one : footprint) {
      for (int i = newest[number(Footprint.locationOf(one))]; i != NONE; i = older[i]) {
        if (!Footprint.commute(one, access[i])) {
          insert(depth[i]);
        }
        if (!further && Footprint.isWrite(access[i])) {
          break;
        }
      }
    }
  }

  /** How many steps were found. */
  int found() {
    return count;
  }

  /** The depth of a step that was found; the newest has number 0. */
  int found(int number) {
    return found[number];
  }

  private void insert(int newDepth) {
    int at = count;
    while (at > 0 && found[at - 1] <= newDepth) {
      if (found[at - 1] == newDepth) {
        return;
      }
      at--;
    }
    if (count == found.length) {
      found = Arrays.copyOf(found, 2 * count);
    }
    System.arraycopy(found, at, found, at + 1, count - at);
    found[at] = newDepth;
    count++;
  }

  private static int hash(long key) {
    return (int) ((key * SPREAD) >>> Integer.SIZE);
  }

  private int number(long key) {
    int mask = keys.length - 1;
    int at = hash(key) & mask;
    while (numbers[at] != NONE) {
      if (keys[at] == key) {
        return numbers[at];
      }
      at = at + 1 & mask;
    }
    if (2 * locations >= keys.length) {
      rehash();
      return number(key);
    }
    keys[at] = key;
    numbers[at] = locations;
    if (locations == newest.length) {
      newest = Arrays.copyOf(newest, 2 * locations);
      actors = Arrays.copyOf(actors, 2 * locations * WAYS);
    }
    newest[locations] = NONE;
    return locations++;
  }

  private void rehash() {
    long[] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new long[2 * oldKeys.length];
    numbers = new int[2 * oldKeys.length];
    Arrays.fill(numbers, NONE);
    int mask = keys.length - 1;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldNumbers[i] != NONE) {
        int at = hash(oldKeys[i]) & mask;
        while (numbers[at] != NONE) {
          at = at + 1 & mask;
        }
        keys[at] = oldKeys[i];
        numbers[at] = oldNumbers[i];
      }
    }
  }
}
