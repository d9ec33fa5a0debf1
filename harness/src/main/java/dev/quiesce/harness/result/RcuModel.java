package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which RCU a cell is explored over. */
public enum RcuModel {
  /** The specification: atomic sections, a grace period ends when no earlier section is open. */
  @JsonProperty("spec")
  SPEC,
  /** The full algorithm. */
  @JsonProperty("full")
  FULL
}
