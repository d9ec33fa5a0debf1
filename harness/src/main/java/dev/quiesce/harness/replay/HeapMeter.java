package dev.quiesce.harness.replay;

import dev.quiesce.api.heap.HeapObserver;
import dev.quiesce.api.heap.Storage;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long retired blocks wait for their free, and whether every block was freed in the end. */
final class HeapMeter implements HeapObserver {
  private final Histogram lag = new ConcurrentHistogram(1, ThreadMeter.MAX_NS, ThreadMeter.DIGITS);
  private final AtomicLong allocated = new AtomicLong();
  private final AtomicLong freed = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong mostWaiting = new AtomicLong();

  @Override
  public void allocated(Storage storage) {
    storage.stamp(0);
    allocated.incrementAndGet();
  }

  @Override
  public void retired(Storage storage) {
    storage.stamp(System.nanoTime());
    long now = waiting.incrementAndGet();
    mostWaiting.accumulateAndGet(now, Math::max);
  }

  @Override
  public void freed(Storage storage) {
    freed.incrementAndGet();
    if (storage.stamp() != 0) {
      waiting.decrementAndGet();
      lag.recordValue(ThreadMeter.clamp(System.nanoTime() - storage.stamp()));
    }
  }

  /** Nanoseconds from an owner's retirement to its free. */
  Histogram retireToFree() {
    return lag;
  }

  /** The most blocks that were retired and not yet freed at once since the last call. */
  long takeMostWaiting() {
    return mostWaiting.getAndSet(waiting.get());
  }

  /** Blocks that live. */
  long live() {
    return allocated.get() - freed.get();
  }

  /** Blocks that were freed: views by callbacks, and owners. */
  long freed() {
    return freed.get();
  }
}
