package dev.quiesce.harness.check;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.check.TaskHistory.What;
import dev.quiesce.harness.explore.TaskInfo;
import dev.quiesce.harness.result.ViolationKind;

/** LEGAL_IN_READ_SECTION, LEGAL_IN_CALLBACK: where unregister may be called from. */
final class PlaceRules {
  private final Sightings sightings;

  PlaceRules(Sightings sightings) {
    this.sightings = sightings;
  }

  /** Unregister is called. */
  void called(TaskHistory self, boolean migrating) {
    if (self.sections > 0) {
      sightings.exercised(Promise.LEGAL_IN_READ_SECTION);
    }
    if (self.inside(What.CALLBACK)) {
      sightings.exercised(Promise.LEGAL_IN_CALLBACK);
    }
    if (migrating) {
      sightings.exercised(Promise.LEGAL_DURING_MIGRATION);
    }
  }

  /** A wait without end inside unregister breaks what it promises about where it may be called. */
  void endless(TaskInfo task, TaskHistory self) {
    if (!self.inside(What.UNREGISTER)) {
      return;
    }
    if (self.sections > 0) {
      sightings.saw(
          Promise.LEGAL_IN_READ_SECTION,
          ViolationKind.DEADLOCK,
          "unregister in a read section of " + task.name() + " never returns");
    }
    if (self.inside(What.CALLBACK)) {
      sightings.saw(
          Promise.LEGAL_IN_CALLBACK,
          ViolationKind.DEADLOCK,
          "unregister in a callback on " + task.name() + " never returns");
    }
  }
}
