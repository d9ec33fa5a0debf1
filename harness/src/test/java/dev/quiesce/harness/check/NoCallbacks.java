package dev.quiesce.harness.check;

import dev.quiesce.api.memory.Call;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.ListenerCallbacks;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.sync.QemuThread;

/** Those of a listener that listens to nothing. */
public final class NoCallbacks implements ListenerCallbacks {
  @Override
  public boolean isSet(Callback callback) {
    return false;
  }

  @Override
  public void call(QemuThread self, MemoryListener listener, Call call) {}
}
