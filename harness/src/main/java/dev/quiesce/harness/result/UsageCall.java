package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a cell of the usage matrix calls, and for whom; neighbours are those of the list. */
public enum UsageCall {
  UNREGISTER_SELF("unregister self"),
  UNREGISTER_NEXT("unregister next"),
  UNREGISTER_PREVIOUS("unregister previous"),
  /** Of another address space. */
  UNREGISTER_FOREIGN("unregister foreign"),
  /** Never registered. */
  UNREGISTER_NEVER("unregister never reg."),
  /** Registered once, and unregistered since; not freed. */
  UNREGISTER_GONE("unregister gone"),
  /** Never registered before. */
  REGISTER_NEW("register new"),
  /** Registered at the moment. */
  REGISTER_TWICE("register twice"),
  /** Registered once, and unregistered since. */
  REGISTER_AGAIN("register again");

  private final String title;

  UsageCall(String title) {
    this.title = title;
  }

  /** For a table. */
  @JsonValue
  public String title() {
    return title;
  }

  /** Whether it registers. */
  public boolean registers() {
    return compareTo(REGISTER_NEW) >= 0;
  }
}
