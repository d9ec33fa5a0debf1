package dev.quiesce.api.memory;

import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.sync.QemuThread;
import java.util.List;

/**
 * {@code memory_region_clear_dirty_bitmap}: the walk that may run with no lock at all. One object a
 * thread, made once, so that a walk allocates nothing.
 *
 * <p>Confined to the thread that it was made for. Blocks only as far as the strategy and the
 * callbacks do.
 */
public final class DirtyClear extends ListenerWalk {
  private final Vm vm;
  private final Calls calls;
  private final QemuThread self;

  @Confined("its own thread, for the length of one walk; null before the first")
  private MemoryRegion region;

  @Confined("its own thread")
  private long start;

  @Confined("its own thread")
  private long length;

  DirtyClear(Vm vm, Calls calls, QemuThread self, MemoryRegion initial) {
    super(Callback.LOG_CLEAR, null, true);
    this.vm = vm;
    this.calls = calls;
    this.self = self;
    this.region = initial;
  }

  /**
   * Clears the dirty bits of {@code length} bytes from offset {@code start} of {@code mr} in every
   * listener.
   *
   * @param start bytes from the region's beginning, unsigned
   * @param bytes length, unsigned
   * @throws RuntimeException the first that a callback threw, after the walk has ended
   */
  public void run(MemoryRegion mr, long start, long bytes) {
    this.region = mr;
    this.start = start;
    this.length = bytes;
    RuntimeException outer = self.beginOperation();
    calls.walk(self, this);
    self.endOperation(outer);
  }

  @Override
  public void visit(QemuThread walker, MemoryListener listener) {
    ListenerCallbacks callbacks = listener.callbacks();
    if (callbacks == null || !callbacks.isSet(Callback.LOG_CLEAR)) {
      return;
    }
    FlatView view = DirtyLog.mapOf(walker, listener);
    List<FlatRange> ranges = view.ranges();
    for (int i = 0; i < ranges.size(); i++) {
      FlatRange range = ranges.get(i);
      if (range.dirtyLogMask() != 0 && range.region() == region) {
        clip(walker, listener, range);
      }
    }
    view.release(vm.rcu(), vm.heap());
  }

  /** Calls with the part of the range that lies within [start, start + length), if there is one. */
  private void clip(QemuThread walker, MemoryListener listener, FlatRange range) {
    long rangeStart = range.offsetInRegion();
    long rangeEnd = rangeStart + range.addr().size().toUnsignedLong();
    long from = Long.compareUnsigned(rangeStart, start) < 0 ? start : rangeStart;
    long wantedEnd = start + length;
    long to = Long.compareUnsigned(rangeEnd, wantedEnd) > 0 ? wantedEnd : rangeEnd;
    if (Long.compareUnsigned(from, to) >= 0) {
      return;
    }
    Calls.reloadClear(walker, listener, range, from, to - from);
  }
}
