package dev.quiesce.harness.check;

import dev.quiesce.api.memory.Call;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.check.TaskHistory.What;
import dev.quiesce.harness.explore.TaskInfo;
import dev.quiesce.harness.result.ViolationKind;
import java.util.Objects;

/** The promises about when a callback may start, run and overlap. */
final class CallbackRules {
  private final Sightings sightings;

  CallbackRules(Sightings sightings) {
    this.sightings = sightings;
  }

  void replayBegins(TaskInfo task, TaskHistory self, ListenerHistory listener) {
    sightings.exercised(Promise.NO_OVERLAP_WITH_REPLAY);
    self.push(What.REPLAY);
    listener.replaying = task;
    if (listener.runsElsewhere(task)) {
      sightings.saw(
          Promise.NO_OVERLAP_WITH_REPLAY,
          ViolationKind.OVERLAP_WITH_REPLAY,
          "a callback of " + listener.name + " runs while its replay begins");
    }
  }

  void enter(TaskInfo task, TaskHistory self, ListenerHistory listener, Call call) {
    if (listener.gone) {
      sightings.saw(
          Promise.NO_CALLBACK_AFTER_UNREGISTER,
          ViolationKind.LATE_CALLBACK,
          call
              + " of "
              + listener.name
              + " starts on "
              + task.name()
              + " after its unregister has returned");
    }
    if (listener.replaying != null && !listener.replaying.equals(task)) {
      sightings.saw(
          Promise.NO_OVERLAP_WITH_REPLAY,
          ViolationKind.OVERLAP_WITH_REPLAY,
          call + " of " + listener.name + " starts on " + task.name() + " during its replay");
    }
    if (listener.runsElsewhere(task)) {
      sightings.saw(
          Promise.SERIAL_CALLBACKS,
          ViolationKind.CONCURRENT_CALLBACK,
          call
              + " of "
              + listener.name
              + " starts on "
              + task.name()
              + " while another of its callbacks runs");
    }
    if (call.callback() == Callback.LOG_CLEAR) {
      clearEnters(listener, regionOf(call));
    }
    listener.running.add(new ListenerHistory.Running(task, call));
    self.push(What.CALLBACK);
  }

  private void clearEnters(ListenerHistory listener, MemoryRegion region) {
    sightings.exercised(Promise.SERIAL_CALLBACKS);
    if (listener.deleted.contains(region)) {
      sightings.saw(
          Promise.NO_CALLBACK_AFTER_REGION_DEL,
          ViolationKind.CALLBACK_AFTER_REGION_DEL,
          "log_clear of " + listener.name + " starts after its region_del(" + region.name() + ")");
    }
    if (listener.registering && !listener.added.contains(region)) {
      sightings.saw(
          Promise.NO_CALLBACK_BEFORE_REGION_ADD,
          ViolationKind.CALLBACK_AFTER_REGION_DEL,
          "log_clear of " + listener.name + " starts before its region_add(" + region.name() + ")");
    }
  }

  void exit(TaskInfo task, TaskHistory self, ListenerHistory listener, Call call) {
    self.pop(What.CALLBACK);
    listener.leave(task);
    if (listener.replaying == null
        || !listener.replaying.equals(task)
        || !self.inside(What.REPLAY)) {
      return;
    }
    if (call.callback() == Callback.REGION_ADD) {
      sightings.exercised(Promise.NO_CALLBACK_BEFORE_REGION_ADD);
      listener.added.add(regionOf(call));
    } else if (call.callback() == Callback.REGION_DEL) {
      MemoryRegion region = regionOf(call);
      sightings.exercised(Promise.NO_CALLBACK_AFTER_REGION_DEL);
      listener.deleted.add(region);
      boolean clears =
          listener.running.stream()
              .anyMatch(
                  one -> one.call.callback() == Callback.LOG_CLEAR && regionOf(one.call) == region);
      if (clears) {
        sightings.saw(
            Promise.NO_CALLBACK_AFTER_REGION_DEL,
            ViolationKind.CALLBACK_AFTER_REGION_DEL,
            "log_clear of "
                + listener.name
                + " runs while its region_del("
                + region.name()
                + ") is delivered");
      }
    }
  }

  private static MemoryRegion regionOf(Call call) {
    return Objects.requireNonNull(call.section()).region();
  }

  /** From here on no callback of this registration may start or run. */
  void gone(TaskInfo task, ListenerHistory listener) {
    listener.gone = true;
    sightings.exercised(Promise.NO_CALLBACK_AFTER_UNREGISTER);
    for (ListenerHistory.Running running : listener.running) {
      if (!running.task.equals(task) && !running.droppedBql) {
        sightings.saw(
            Promise.NO_CALLBACK_AFTER_UNREGISTER,
            ViolationKind.LATE_CALLBACK,
            running.call
                + " of "
                + listener.name
                + " still runs on "
                + running.task.name()
                + " although unregister has returned");
      }
    }
  }
}
