package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How {@link dev.quiesce.api.strategy.Role} is written; a mix-in. */
enum RoleNames {
  @JsonProperty("fix")
  FIX,
  @JsonProperty("control")
  CONTROL
}
