package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The outcome of one cell. */
public enum Verdict {
  /** No required and no declared promise was seen broken. */
  @JsonProperty("holds")
  HOLDS,
  /** A required or a declared promise is violated. */
  @JsonProperty("violated")
  VIOLATED,
  /** A registration or unregistration was declined, as declared, and nothing else happened. */
  @JsonProperty("refused")
  REFUSED,
  /** The scenario asks nothing of this strategy. */
  @JsonProperty("not-applicable")
  NOT_APPLICABLE,
  /** The cell could not be decided: a child died, a checker threw. */
  @JsonProperty("unknown")
  UNKNOWN
}
