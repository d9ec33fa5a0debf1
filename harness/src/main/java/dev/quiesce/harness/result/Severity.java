package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a violation would do to QEMU as it is, worst first. */
public enum Severity {
  /** A wild pointer or a null dereference. */
  @JsonProperty("crash")
  CRASH,
  /** Guest memory or a device's view of it is wrong. */
  @JsonProperty("wrong-data")
  WRONG_DATA,
  /** The machine stops. */
  @JsonProperty("hang")
  HANG,
  /** Nothing the guest or the user could see. */
  @JsonProperty("benign")
  BENIGN,
  /** A documented guarantee is broken, without a user in the tree that relies on it. */
  @JsonProperty("contract")
  CONTRACT
}
