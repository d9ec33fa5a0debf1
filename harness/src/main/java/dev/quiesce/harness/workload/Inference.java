package dev.quiesce.harness.workload;

import dev.quiesce.harness.recording.IgnoreRule;
import dev.quiesce.harness.recording.RecordedEvent;
import dev.quiesce.harness.recording.RecordingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the trace events of a stock QEMU imply. It is collected always and becomes part of the
 * workload only where no probe says it better, which is known at the end of the file.
 *
 * <ul>
 *   <li>A virtio device registers its listener when it is realized; the first {@code
 *       virtio_set_status} of a device follows.
 *   <li>An eject unregisters the listener of one virtio device. The log does not say of which: the
 *       oldest is assumed, and none if no listener is left.
 *   <li>{@code memory_region_sync_dirty} names the accelerator's permanent listener.
 *   <li>{@code migration_bitmap_clear_dirty} is followed by one clear walk of the size it names.
 *   <li>{@code global_dirty_changed} is a start or a stop of the global dirty log.
 * </ul>
 */
final class Inference {

  private record Walk(ThreadBuilder thread, long atNs, String block, long start, long length) {}

  private record Churn(ThreadBuilder thread, long atNs, int device, boolean registers) {}

  private record LogChange(ThreadBuilder thread, Operation operation) {}

  private final List<Walk> walks = new ArrayList<>();
  private final List<Churn> churn = new ArrayList<>();
  private final List<LogChange> logChanges = new ArrayList<>();
  private final Set<String> syncedListeners = new LinkedHashSet<>();
  private final Set<Long> liveDevices = new LinkedHashSet<>();
  private final Deque<Integer> liveNumbers = new ArrayDeque<>();
  private int devices;
  private long statusLines;
  private long registeringLines;
  private int dirtyFlags;
  private long chunkBytes;

  void walk(ThreadBuilder thread, RecordedEvent event) throws RecordingException {
    long size = event.number("size");
    chunk(size);
    walks.add(new Walk(thread, event.timeNs(), event.text("rb"), event.number("start"), size));
  }

  /** A walk of this many bytes was seen. */
  void chunk(long bytes) {
    chunkBytes = Math.max(chunkBytes, bytes);
  }

  void status(ThreadBuilder thread, RecordedEvent event) throws RecordingException {
    statusLines++;
    if (liveDevices.add(event.pointer("vdev"))) {
      registeringLines++;
      liveNumbers.add(devices);
      churn.add(new Churn(thread, event.timeNs(), devices++, true));
    }
  }

  void eject(ThreadBuilder thread, long atNs) {
    Integer oldest = liveNumbers.poll();
    if (oldest != null) {
      liveDevices.remove(liveDevices.iterator().next());
      churn.add(new Churn(thread, atNs, oldest, false));
    }
  }

  void synced(String listener) {
    if (syncedListeners.size() < 16) {
      syncedListeners.add(listener);
    }
  }

  void dirtyFlags(ThreadBuilder thread, RecordedEvent event) throws RecordingException {
    int now = event.smallNumber("bitmask");
    int started = now & ~dirtyFlags;
    long at = event.timeNs();
    long unknown = Operation.NOT_RECORDED;
    Operation change =
        started != 0
            ? new Operation.DirtyLogStart(at, unknown, started)
            : new Operation.DirtyLogStop(at, unknown, dirtyFlags & ~now);
    logChanges.add(new LogChange(thread, change));
    dirtyFlags = now;
  }

  /** log2 of the pages of 4 KiB in the largest chunk; -1 if no walk was seen. */
  int clearBitmapShift() {
    return chunkBytes < 4096 ? -1 : 63 - Long.numberOfLeadingZeros(chunkBytes >>> 12);
  }

  void keepWalks(boolean stated, Registry registry, LineAccount account) {
    if (stated) {
      account.ignore(IgnoreRule.STATED_BY_PROBE, walks.size());
      return;
    }
    for (Walk walk : walks) {
      int region = registry.region(walk.block());
      long unknown = Operation.NOT_RECORDED;
      walk.thread()
          .add(
              new Operation.ClearDirtyBitmap(
                  walk.atNs(), unknown, region, walk.start(), walk.length()));
    }
    account.use(walks.size());
  }

  void keepLogChanges(boolean stated, LineAccount account) {
    if (stated) {
      account.ignore(IgnoreRule.STATED_BY_PROBE, logChanges.size());
      return;
    }
    logChanges.forEach(change -> change.thread().add(change.operation()));
    account.use(logChanges.size());
  }

  /** Result is the number of inferred registrations and of inferred unregistrations. */
  long[] keepListeners(boolean stated, ThreadBuilder main, Registry registry, LineAccount account) {
    if (stated) {
      account.ignore(IgnoreRule.GUEST_IO, statusLines);
      return new long[2];
    }
    long unknown = Operation.NOT_RECORDED;
    long[] counts = new long[2];
    for (String name : syncedListeners) {
      Set<Callback> callbacks =
          EnumSet.of(Callback.LOG_SYNC, Callback.LOG_CLEAR, Callback.REGION_ADD);
      int id = registry.inferListener(name, 10, "memory", callbacks);
      main.add(new Operation.RegisterListener(0, unknown, id));
      counts[0]++;
    }
    int[] ids = new int[devices];
    for (Churn change : churn) {
      if (change.registers()) {
        int id = registry.inferListener("virtio", 0, "memory", EnumSet.of(Callback.COMMIT));
        ids[change.device()] = id;
        change.thread().add(new Operation.RegisterListener(change.atNs(), unknown, id));
        counts[0]++;
      } else {
        int id = ids[change.device()];
        change.thread().add(new Operation.UnregisterListener(change.atNs(), unknown, id, true));
        counts[1]++;
      }
    }
    account.use(registeringLines);
    account.ignore(IgnoreRule.GUEST_IO, statusLines - registeringLines);
    return counts;
  }
}
