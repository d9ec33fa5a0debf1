package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a torture run says of a strategy; FAIL outweighs UNKNOWN, UNKNOWN outweighs VACUOUS. */
public enum TortureVerdict {
  /** What was seen is declared, and what had to be seen was. */
  @JsonProperty("pass")
  PASS,
  /** Too little happened for the run to mean anything. */
  @JsonProperty("vacuous")
  VACUOUS,
  /** The run could not tell. */
  @JsonProperty("unknown")
  UNKNOWN,
  /** A promise was broken outside the declared limits, or a control was silent. */
  @JsonProperty("fail")
  FAIL
}
