package dev.quiesce.harness.check;

import dev.quiesce.api.memory.Call;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.memory.MemoryRegionSection;
import dev.quiesce.harness.explore.TaskInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one listener in one execution; identity of a visit is the registration, not the
 * struct.
 */
final class ListenerHistory {
  /** A callback that has been entered and not left. */
  static final class Running {
    final TaskInfo task;
    final Call call;
    boolean droppedBql;

    Running(TaskInfo task, Call call) {
      this.task = task;
      this.call = call;
    }
  }

  private final MemoryListener listener;
  final String name;
  final Set<Callback> callbacks;
  final List<Running> running = new ArrayList<>();

  /** Regions whose addition, or deletion, this registration's own replay has delivered. */
  final List<MemoryRegion> added = new ArrayList<>(2);

  final List<MemoryRegion> deleted = new ArrayList<>(2);

  /** What is mapped, as far as the listener was told in this registration. */
  final List<MemoryRegionSection> map = new ArrayList<>(2);

  /** Register has begun to bring the listener up to date. */
  boolean replayed;

  /** Counted from 1; 0 before the first. */
  int registration;

  /** Register was called and has not returned. */
  boolean registering;

  /** Register has returned and unregister has not been called. */
  boolean registered;

  /** Unregister of the current registration has returned. */
  boolean gone;

  @Nullable TaskInfo replaying;

  ListenerHistory(MemoryListener listener, Set<Callback> callbacks) {
    this.listener = listener;
    this.name = listener.name();
    this.callbacks = callbacks;
  }

  boolean is(MemoryListener other) {
    return listener == other;
  }

  int priority() {
    return listener.priority();
  }

  /** Whether the listener is told of everything that comes and goes. */
  boolean keepsMap() {
    return callbacks.contains(Callback.REGION_ADD) && callbacks.contains(Callback.REGION_DEL);
  }

  void beginRegistration() {
    registration++;
    registering = true;
    registered = false;
    gone = false;
    added.clear();
    deleted.clear();
    map.clear();
    replayed = false;
  }

  /** The registration was declined before any change of state. */
  void registrationRefused() {
    registration--;
    registering = false;
    gone = registration > 0;
  }

  boolean runsElsewhere(TaskInfo self) {
    for (Running one : running) {
      if (!one.task.equals(self)) {
        return true;
      }
    }
    return false;
  }

  void leave(TaskInfo task) {
    for (int i = running.size() - 1; i >= 0; i--) {
      if (running.get(i).task.equals(task)) {
        running.remove(i);
        return;
      }
    }
  }
}
