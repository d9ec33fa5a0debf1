package dev.quiesce.harness.replay;

import dev.quiesce.api.memory.Call;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.FlatRange;
import dev.quiesce.api.memory.ListenerCallbacks;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.sync.QemuThread;
import java.util.EnumSet;
import java.util.Set;

/** A recorded listener's function pointers: each counts, and log_clear takes its time. */
@SuppressWarnings("EnumOrdinal") // an array by callback, within one process
final class ReplayCallbacks implements ListenerCallbacks {
  private final boolean[] set = new boolean[Callback.values().length];

  ReplayCallbacks(Set<Callback> callbacks) {
    for (Callback callback : callbacks) {
      set[callback.ordinal()] = true;
    }
  }

  static ReplayCallbacks of(Set<dev.quiesce.harness.workload.Callback> recorded) {
    EnumSet<Callback> callbacks = EnumSet.noneOf(Callback.class);
    recorded.forEach(callback -> callbacks.add(Callback.valueOf(callback.name())));
    return new ReplayCallbacks(callbacks);
  }

  @Override
  public boolean isSet(Callback callback) {
    return set[callback.ordinal()];
  }

  @Override
  public void call(QemuThread self, MemoryListener listener, Call call) {
    if (Thread.currentThread() instanceof Carrier carrier) {
      carrier.meter().callbacks++;
    }
  }

  @Override
  public void logClear(
      QemuThread self, MemoryListener listener, FlatRange range, long offset, long bytes) {
    if (Thread.currentThread() instanceof Carrier carrier) {
      ThreadMeter meter = carrier.meter();
      meter.callbacks++;
      long cost = meter.clearCost;
      if (cost > 0) {
        // The recorded time is that of the whole walk, so the first part of it pays.
        meter.clearCost = 0;
        spin(cost);
      }
    }
  }

  private static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
