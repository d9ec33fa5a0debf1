package dev.quiesce.harness.workload;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A recorded run in neutral form. Immutable; equal workloads have equal parts.
 *
 * @param meta where it comes from
 * @param listeners every registration; an index is the id
 * @param addressSpaces every address space; an index is the id
 * @param regions every region with a cleared bitmap; an index is the id
 * @param threads what each thread did, in order of first appearance
 * @param absent what the source could not give
 */
public record Workload(
    WorkloadMeta meta,
    List<ListenerInfo> listeners,
    List<AddressSpaceInfo> addressSpaces,
    List<RegionInfo> regions,
    List<ThreadTrack> threads,
    List<Absent> absent) {

  /**
   * Copies the lists and checks that every number in an operation names something.
   *
   * @throws IllegalArgumentException if the parts do not fit together
   */
  public Workload {
    listeners = List.copyOf(listeners);
    addressSpaces = List.copyOf(addressSpaces);
    regions = List.copyOf(regions);
    threads = List.copyOf(threads);
    absent = List.copyOf(absent);
    for (int i = 0; i < listeners.size(); i++) {
      requireIndex("listener id", listeners.get(i).id(), i);
      requireBelow("address space", listeners.get(i).addressSpace(), addressSpaces.size());
    }
    for (int i = 0; i < addressSpaces.size(); i++) {
      requireIndex("address space id", addressSpaces.get(i).id(), i);
    }
    for (int i = 0; i < regions.size(); i++) {
      requireIndex("region id", regions.get(i).id(), i);
    }
    Set<String> names = new HashSet<>();
    for (ThreadTrack thread : threads) {
      if (!names.add(thread.name())) {
        throw new IllegalArgumentException("two threads are named '%s'".formatted(thread.name()));
      }
      for (Operation operation : thread.operations()) {
        requireReferences(operation, listeners.size(), addressSpaces.size(), regions.size());
      }
    }
  }

  /**
   * Every unregister that ran while another thread was inside a clear walk, in order of the
   * unregister.
   *
   * @return the overlaps; empty if the source has no durations
   */
  public List<Overlap> overlaps() {
    return Overlaps.find(this);
  }

  /**
   * Number of operations of all threads.
   *
   * @return the number
   */
  public long operationCount() {
    return threads.stream().mapToLong(thread -> thread.operations().size()).sum();
  }

  private static void requireReferences(
      Operation operation, int listeners, int spaces, int regions) {
    if (operation instanceof Operation.RegisterListener register) {
      requireBelow("listener", register.listener(), listeners);
    } else if (operation instanceof Operation.UnregisterListener unregister) {
      requireBelow("listener", unregister.listener(), listeners);
    } else if (operation instanceof Operation.ClearDirtyBitmap walk) {
      requireBelow("region", walk.region(), regions);
    } else if (operation instanceof Operation.AddressSpaceInit init) {
      requireBelow("address space", init.addressSpace(), spaces);
    } else if (operation instanceof Operation.AddressSpaceDestroy destroy) {
      requireBelow("address space", destroy.addressSpace(), spaces);
    }
  }

  private static void requireIndex(String what, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(
          "%s %d where %d is expected".formatted(what, actual, expected));
    }
  }

  private static void requireBelow(String what, int number, int count) {
    if (number < 0 || number >= count) {
      throw new IllegalArgumentException("%s %d of %d".formatted(what, number, count));
    }
  }
}
