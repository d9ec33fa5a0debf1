package dev.quiesce.harness.workload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds unregisters that ran while another thread was inside a clear walk. */
final class Overlaps {

  private record Walks(ThreadTrack thread, List<Operation.ClearDirtyBitmap> list, long longestNs) {}

  private Overlaps() {}

  static List<Overlap> find(Workload workload) {
    List<Walks> walks = new ArrayList<>();
    for (ThreadTrack thread : workload.threads()) {
      List<Operation.ClearDirtyBitmap> list = new ArrayList<>();
      long longest = 0;
      for (Operation operation : thread.operations()) {
        if (operation instanceof Operation.ClearDirtyBitmap walk && walk.durationNs() > 0) {
          list.add(walk);
          longest = Math.max(longest, walk.durationNs());
        }
      }
      if (!list.isEmpty()) {
        walks.add(new Walks(thread, list, longest));
      }
    }
    List<Overlap> found = new ArrayList<>();
    for (ThreadTrack thread : workload.threads()) {
      for (Operation operation : thread.operations()) {
        if (operation instanceof Operation.UnregisterListener unregister
            && unregister.durationNs() >= 0) {
          addOverlaps(workload, thread, unregister, walks, found);
        }
      }
    }
    found.sort(Comparator.comparingLong(overlap -> overlap.unregister().atNs()));
    return List.copyOf(found);
  }

  private static void addOverlaps(
      Workload workload,
      ThreadTrack thread,
      Operation.UnregisterListener unregister,
      List<Walks> walks,
      List<Overlap> found) {
    long from = unregister.atNs();
    long to = from + Math.max(1, unregister.durationNs());
    for (Walks candidate : walks) {
      if (candidate.thread().name().equals(thread.name())) {
        continue;
      }
      List<Operation.ClearDirtyBitmap> list = candidate.list();
      for (int i = firstAtOrAfter(list, from - candidate.longestNs()); i < list.size(); i++) {
        Operation.ClearDirtyBitmap walk = list.get(i);
        if (walk.atNs() >= to) {
          break;
        }
        long overlap = Math.min(to, walk.atNs() + walk.durationNs()) - Math.max(from, walk.atNs());
        if (overlap > 0) {
          ListenerInfo listener = workload.listeners().get(unregister.listener());
          found.add(
              new Overlap(
                  listener, thread.name(), unregister, candidate.thread().name(), walk, overlap));
        }
      }
    }
  }

  private static int firstAtOrAfter(List<Operation.ClearDirtyBitmap> walks, long timeNs) {
    int low = 0;
    int high = walks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (walks.get(middle).atNs() < timeNs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
