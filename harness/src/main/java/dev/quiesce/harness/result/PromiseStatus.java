package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a cell says of one promise. */
public enum PromiseStatus {
  /** Promised, exercised, never seen broken. */
  @JsonProperty("holds")
  HOLDS,
  /** Promised and seen broken. */
  @JsonProperty("violated")
  VIOLATED,
  /** Not promised, and indeed seen broken. */
  @JsonProperty("not-promised-seen")
  NOT_PROMISED_SEEN,
  /** Not promised, and not seen broken. */
  @JsonProperty("not-promised-unseen")
  NOT_PROMISED_UNSEEN,
  /** The scenario has nothing that could break it. */
  @JsonProperty("not-exercised")
  NOT_EXERCISED,
  /** Not decided. */
  @JsonProperty("unknown")
  UNKNOWN;

  /** Whether the promise was seen broken, promised or not. */
  public boolean seen() {
    return this == VIOLATED || this == NOT_PROMISED_SEEN;
  }
}
