package dev.quiesce.harness.torture;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.result.TortureViolation.Standing;
import java.util.List;

/** What a form of a strategy promises, and what it declares that it does not keep. */
final class Terms {
  /** Of the walkers; an exhaustive search shows each, torture cannot choose between them. */
  private static final List<Activity> WALKS =
      List.of(Activity.MIGRATION_WALK, Activity.BALLOON_WALK, Activity.TLB_WALK);

  private static final List<Activity> UPDATES =
      List.of(
          Activity.UPDATE,
          Activity.UPDATE_IN_SECTION,
          Activity.UPDATE_IN_RCU_CALLBACK,
          Activity.PAUSE);

  /** The scenario of two unregistrations of one listener. */
  private static final String RIVALS = "rival-in-drain";

  /** What a walk itself can break. */
  private static final List<Promise> SAFETY =
      List.of(
          Promise.NO_USE_AFTER_FREE, Promise.NO_LOGICAL_USE_AFTER_FREE, Promise.NO_LOST_CALLBACK);

  private final StrategyDescriptor strategy;
  private final Form form;

  Terms(StrategyDescriptor strategy, Form form) {
    this.strategy = strategy;
    this.form = form;
  }

  boolean isControl() {
    return strategy.role() == Role.CONTROL;
  }

  /** Whether breaking {@code promise} counts, in that activity. */
  Standing standing(Promise promise, Activity activity) {
    if (!promise.required() && !form.promises().contains(promise)) {
      return Standing.NOT_PROMISED;
    }
    boolean declared =
        form.declares(promise, activity.scenario())
            // Whoever unregisters from an RCU callback meets the walkers of every kind.
            || (WALKS.contains(activity)
                && form.declares(promise, Activity.UPDATE_IN_RCU_CALLBACK.scenario()))
            // Two updaters may choose the same listener while one has lost the BQL.
            || (UPDATES.contains(activity) && form.declares(promise, RIVALS));
    return declared ? Standing.DECLARED : Standing.VIOLATED;
  }

  /** Whether the strategy declares that it hangs there: such an activity is tried apart. */
  boolean hangs(Activity activity) {
    return form.declares(Promise.NO_DEADLOCK, activity.scenario());
  }

  /** Whether walks are declared to be unsafe, so that a control must show it. */
  boolean walksAreUnsafe() {
    return WALKS.stream()
        .anyMatch(
            walk -> SAFETY.stream().anyMatch(promise -> form.declares(promise, walk.scenario())));
  }
}
