package dev.quiesce.harness.result;

import dev.quiesce.api.strategy.Promise;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of one choice in a dilemma.
 *
 * @param what the choice, in a few words
 * @param breaks the promise that it is said to break; null if it is said to be the way out
 * @param cell what the explorer saw
 */
public record Tried(String what, @Nullable Promise breaks, CellResult cell) {

  /** The schedule that breaks the promise, if there is one. */
  public Optional<Violation> shown() {
    return cell.violations().stream().filter(one -> one.promise() == breaks).findFirst();
  }

  /** Whether the explorer agrees. */
  public boolean confirmed() {
    return breaks == null
        ? !cell.promises().containsValue(PromiseStatus.VIOLATED)
        : shown().isPresent();
  }
}
