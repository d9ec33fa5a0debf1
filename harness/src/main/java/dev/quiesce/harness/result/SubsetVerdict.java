package dev.quiesce.harness.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One subset of a strategy's ingredients.
 *
 * @param on ids of what is switched on
 * @param verdict holds: sufficient; violated: not; unknown: some cell could not be decided
 * @param violation the first violation that was found, or null
 * @param exhausted whether every cell that the verdict rests on was exhausted: a violation needs
 *     none
 */
public record SubsetVerdict(
    List<String> on, Verdict verdict, @Nullable SubsetViolation violation, boolean exhausted) {
  /** Copies the list. */
  public SubsetVerdict {
    on = List.copyOf(on);
  }
}
