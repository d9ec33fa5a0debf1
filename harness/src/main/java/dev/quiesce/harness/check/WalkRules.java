package dev.quiesce.harness.check;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.check.TaskHistory.Visit;
import dev.quiesce.harness.check.TaskHistory.Walk;
import dev.quiesce.harness.check.TaskHistory.What;
import dev.quiesce.harness.result.ViolationKind;
import java.util.List;

/** NO_LOST_CALLBACK: who has to be called in a walk, and how often. */
final class WalkRules {
  private final Sightings sightings;
  private final List<ListenerHistory> listeners;

  WalkRules(Sightings sightings, List<ListenerHistory> listeners) {
    this.sightings = sightings;
    this.listeners = listeners;
  }

  void begin(TaskHistory self, ListenerWalk walk) {
    sightings.exercised(Promise.READERS_NEVER_BLOCK);
    Walk begun = self.push(walk);
    for (ListenerHistory listener : listeners) {
      if (listener.registered) {
        begun.visit(listener).registeredBefore = true;
      }
    }
  }

  /**
   * Each in its turn: a listener with a lower priority hears first of what comes, last of what
   * goes.
   */
  void visit(TaskHistory self, ListenerHistory listener, Callback callback) {
    Walk walk = self.walk();
    if (walk == null || walk.callback != callback) {
      return;
    }
    walk.visit(listener).calls++;
    ListenerHistory before = walk.last;
    walk.last = listener;
    if (before == null) {
      return;
    }
    int order = Integer.compare(before.priority(), listener.priority());
    if (callback.direction() == Callback.Direction.FORWARD ? order > 0 : order < 0) {
      sightings.saw(
          Promise.NO_LOST_CALLBACK,
          ViolationKind.OUT_OF_ORDER,
          listener.name
              + " (priority "
              + listener.priority()
              + ") was called after "
              + before.name
              + " (priority "
              + before.priority()
              + ") in a walk of "
              + callback.cName());
    }
  }

  void end(TaskHistory self) {
    sightings.exercised(Promise.NO_LOST_CALLBACK);
    Walk walk = self.walk();
    if (walk == null) {
      return;
    }
    self.pop(What.WALK);
    Callback callback = walk.callback;
    for (ListenerHistory listener : listeners) {
      if (!listener.callbacks.contains(callback)) {
        continue;
      }
      Visit visit = walk.visit(listener);
      if (listener.registered && visit.registeredBefore && visit.calls == 0) {
        sightings.lost(
            callback,
            listener.name
                + " was registered for the whole walk and its "
                + callback.cName()
                + " was not called");
      } else if (visit.calls > 1) {
        sightings.lost(
            callback,
            listener.name
                + " was called "
                + visit.calls
                + " times in one walk of "
                + callback.cName());
      }
    }
  }
}
