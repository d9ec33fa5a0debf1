package dev.quiesce.harness.replay;

import java.util.Arrays;

/** Spans of steps that were refused and are to be tried again. Used by one thread. */
final class Postponed {
  private int[] from = new int[16];
  private int[] to = new int[16];
  private long[] since = new long[16];
  private int size;

  void add(int first, int last, long sinceNanos) {
    if (size == from.length) {
      from = Arrays.copyOf(from, 2 * size);
      to = Arrays.copyOf(to, 2 * size);
      since = Arrays.copyOf(since, 2 * size);
    }
    from[size] = first;
    to[size] = last;
    since[size] = sinceNanos;
    size++;
  }

  boolean hasAny() {
    return size > 0;
  }

  int size() {
    return size;
  }

  int from(int index) {
    return from[index];
  }

  int to(int index) {
    return to[index];
  }

  /** When it should have been done, in {@link System#nanoTime}. */
  long since(int index) {
    return since[index];
  }

  void removeFirst(int count) {
    System.arraycopy(from, count, from, 0, size - count);
    System.arraycopy(to, count, to, 0, size - count);
    System.arraycopy(since, count, since, 0, size - count);
    size -= count;
  }
}
