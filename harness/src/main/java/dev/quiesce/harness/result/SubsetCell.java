package dev.quiesce.harness.result;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one cell showed of one subset of ingredients.
 *
 * @param scenario the scenario's id
 * @param variant the variant's id
 * @param verdict violated: a required promise, beyond what is tolerated; the search ends there
 * @param asked ids of the ingredients on which this outcome depends: of those that were asked for
 *     in the violating execution, or, without a violation, in any execution
 * @param exhausted whether no schedule is left
 * @param bound how far the search came
 * @param executions schedules run to their end
 * @param wallMs time spent
 * @param vacuous whether no execution had the operations meet
 * @param violation the schedule that breaks a promise, or null
 * @param note what a reader must know, or empty
 */
public record SubsetCell(
    String scenario,
    String variant,
    Verdict verdict,
    Set<String> asked,
    boolean exhausted,
    String bound,
    long executions,
    long wallMs,
    boolean vacuous,
    @Nullable SubsetViolation violation,
    String note) {
  /** Copies the set. */
  public SubsetCell {
    asked = Set.copyOf(asked);
  }

  /** Scenario and variant. */
  public String display() {
    return scenario + "/" + variant;
  }
}
