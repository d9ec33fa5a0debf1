package dev.quiesce.harness.replay;

import dev.quiesce.harness.workload.ThreadRole;
import java.util.Arrays;

/** One thread's steps in arrays, so that nothing is allocated while they are executed. */
final class Script {
  final String thread;
  final ThreadRole role;

  private StepKind[] kinds = new StepKind[64];
  private long[] times = new long[64];
  private int[] args = new int[64];
  private long[] starts = new long[64];
  private long[] lengths = new long[64];
  private long[] costs = new long[64];
  private int size;

  Script(String thread, ThreadRole role) {
    this.thread = thread;
    this.role = role;
  }

  /** Adds a step; {@code arg} is a number whose meaning depends on the kind. */
  void add(StepKind kind, long atNs, int arg) {
    addWalk(kind, atNs, arg, 0, 0, 0);
  }

  /** Adds a step with an extent and a cost. */
  void addWalk(StepKind kind, long atNs, int arg, long start, long length, long costNs) {
    if (size == kinds.length) {
      grow();
    }
    kinds[size] = kind;
    times[size] = size > 0 ? Math.max(atNs, times[size - 1]) : atNs;
    args[size] = arg;
    starts[size] = start;
    lengths[size] = length;
    costs[size] = costNs;
    size++;
  }

  private void grow() {
    int capacity = size * 2;
    kinds = Arrays.copyOf(kinds, capacity);
    times = Arrays.copyOf(times, capacity);
    args = Arrays.copyOf(args, capacity);
    starts = Arrays.copyOf(starts, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    costs = Arrays.copyOf(costs, capacity);
  }

  int size() {
    return size;
  }

  StepKind kind(int step) {
    return kinds[step];
  }

  /** Recorded time in nanoseconds. */
  long at(int step) {
    return times[step];
  }

  int arg(int step) {
    return args[step];
  }

  /** First byte of a clear walk. */
  long start(int step) {
    return starts[step];
  }

  /** Bytes of a clear walk. */
  long length(int step) {
    return lengths[step];
  }

  /** Nanoseconds of the callbacks of a clear walk. */
  long cost(int step) {
    return costs[step];
  }

  boolean contains(StepKind kind) {
    for (int i = 0; i < size; i++) {
      if (kinds[i] == kind) {
        return true;
      }
    }
    return false;
  }
}
