package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a strategy's descriptor says of one promise in one cell. */
public enum Expectation {
  /** Required or promised, and no limit is declared. */
  @JsonProperty("holds")
  HOLDS,
  /** A limit is declared: an exhausted cell must show it. */
  @JsonProperty("violated")
  VIOLATED,
  /** Neither required nor promised: seen or not, both are as declared. */
  @JsonProperty("not-promised")
  NOT_PROMISED
}
