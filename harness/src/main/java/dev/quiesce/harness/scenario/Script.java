package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.Call;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.ListenerCallbacks;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.sync.QemuThread;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Callbacks of a scenario's listener: which pointers are set, and what some of them do. Filled in
 * during the set-up.
 */
final class Script implements ListenerCallbacks {
  private final Set<Callback> set;
  private final Map<Callback, Consumer<QemuThread>> actions = new EnumMap<>(Callback.class);

  Script(Callback... set) {
    this.set = EnumSet.noneOf(Callback.class);
    this.set.addAll(List.of(set));
  }

  Script on(Callback callback, Consumer<QemuThread> action) {
    actions.put(callback, action);
    return this;
  }

  Set<Callback> set() {
    return Collections.unmodifiableSet(set);
  }

  @Override
  public boolean isSet(Callback callback) {
    return set.contains(callback);
  }

  @Override
  public void call(QemuThread self, MemoryListener listener, Call call) {
    Consumer<QemuThread> action = actions.get(call.callback());
    if (action != null) {
      action.accept(self);
    }
  }

  /** For step tables: the same in every run. */
  @Override
  public String toString() {
    return "callbacks "
        + set.stream().sorted().map(Callback::cName).collect(Collectors.joining("+"));
  }
}
