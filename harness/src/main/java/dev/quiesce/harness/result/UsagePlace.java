package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a cell of the usage matrix makes its call. */
public enum UsagePlace {
  /** Code of the owner on the main thread; nobody walks. */
  MAIN("main"),
  /**
   * A callback of the caller's own listener: of a walk under the BQL where the cell says so, of the
   * unlocked clear walk otherwise.
   */
  WALK("walk callback"),
  /** A callback on the call_rcu thread, as a finalizer: it cannot be refused. */
  RCU("RCU callback"),
  /** Another thread, while an unlocked walk stands in a callback of the caller's listener. */
  OTHER("other thread");

  private final String title;

  UsagePlace(String title) {
    this.title = title;
  }

  /** For a table. */
  @JsonValue
  public String title() {
    return title;
  }
}
