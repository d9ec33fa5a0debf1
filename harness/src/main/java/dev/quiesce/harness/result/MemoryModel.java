package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What stores the explored threads can see late. */
public enum MemoryModel {
  /** Sequential consistency. */
  @JsonProperty("sc")
  SC,
  /** Store buffers as x86 has them. */
  @JsonProperty("tso")
  TSO
}
