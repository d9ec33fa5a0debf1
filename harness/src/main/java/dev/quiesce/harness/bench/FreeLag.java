package dev.quiesce.harness.bench;

import dev.quiesce.api.heap.HeapObserver;
import dev.quiesce.api.heap.Storage;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells one thread when the block that it has retired is freed. A block that was freed without
 * having been retired has no lag.
 */
final class FreeLag implements HeapObserver {
  private volatile @Nullable Storage expected;
  private volatile long freedAt;

  @Override
  public void allocated(Storage storage) {}

  @Override
  public void retired(Storage storage) {
    storage.stamp(System.nanoTime());
    expected = storage;
  }

  @Override
  public void freed(Storage storage) {
    if (storage == expected) {
      freedAt = System.nanoTime();
    }
  }

  /** Nothing is retired any more. */
  void reset() {
    expected = null;
    freedAt = 0;
  }

  /** Blocks until what was retired last is freed; ns, 0 if nothing was. */
  long await(long napNanos) {
    Storage block = expected;
    if (block == null) {
      return 0;
    }
    while (freedAt == 0) {
      LockSupport.parkNanos(napNanos);
    }
    return freedAt - block.stamp();
  }
}
