package dev.quiesce.harness.torture;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.result.TortureViolation.Standing;
import java.util.Arrays;
import java.util.List;

/** What a form of a strategy promises, and what it declares that it does not keep. */
final class Terms {
  /** Of the walkers; an exhaustive search shows each, torture cannot choose between them. */
  private static final List<Activity> WALKS =
      List.of(Activity.MIGRATION_WALK, Activity.BALLOON_WALK, Activity.TLB_WALK);

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
        isDeclared(promise, activity)
            // Whoever unregisters from an RCU callback meets the walkers of every kind.
            || (WALKS.contains(activity) && isDeclared(promise, Activity.UPDATE_IN_RCU_CALLBACK));
    return declared ? Standing.DECLARED : Standing.VIOLATED;
  }

  private boolean isDeclared(Promise promise, Activity activity) {
    return form.limits().stream()
        .anyMatch(
            limit -> limit.promise() == promise && limit.scenario().equals(activity.scenario()));
  }

  /** Whether the strategy declares that it hangs there: such an activity is tried apart. */
  boolean hangs(Activity activity) {
    return isDeclared(Promise.NO_DEADLOCK, activity);
  }

  /** Whether walks are declared to break a required promise, so that a control must show it. */
  boolean walksAreUnsafe() {
    return WALKS.stream()
        .anyMatch(
            walk ->
                Arrays.stream(Promise.values())
                    .anyMatch(promise -> promise.required() && isDeclared(promise, walk)));
  }
}
