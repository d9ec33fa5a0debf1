package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quiesce.api.strategy.Promise;

/**
 * A promise that was broken under torture, with all its occurrences in one activity.
 *
 * @param promise which one
 * @param kind how
 * @param activity what the thread that saw it was doing
 * @param standing whether that counts: {@code violated}, {@code declared} or {@code not-promised}
 * @param count how often
 * @param firstAfterMs ms of torture before the first
 * @param report of the first: the heap's report with its sites, or one sentence
 */
public record TortureViolation(
    Promise promise,
    ViolationKind kind,
    String activity,
    Standing standing,
    long count,
    double firstAfterMs,
    String report) {
  /** Whether a broken promise counts against the strategy. */
  public enum Standing {
    /** Required or promised, and not declared as a limit. */
    @JsonProperty("violated")
    VIOLATED,
    /** A declared limit. */
    @JsonProperty("declared")
    DECLARED,
    /** Never promised. */
    @JsonProperty("not-promised")
    NOT_PROMISED
  }
}
