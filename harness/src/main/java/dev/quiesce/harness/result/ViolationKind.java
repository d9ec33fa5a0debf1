package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a promise was broken. */
public enum ViolationKind {
  /** Freed storage was touched. */
  USE_AFTER_FREE,
  /** A zeroed or reused field of an unlinked listener was used. */
  LOGICAL_USE_AFTER_FREE,
  /** A null link or field was followed. */
  NULL_DEREFERENCE,
  /** A registered listener was not visited. */
  LOST_CALLBACK,
  /** A walk called its listeners against their priorities. */
  OUT_OF_ORDER,
  /** A region or address space that exists was not found. */
  LOST_LOOKUP,
  /** A callback after unregister returned. */
  LATE_CALLBACK,
  /** A callback on a region after its deletion was delivered. */
  CALLBACK_AFTER_REGION_DEL,
  /** A callback during the same registration's replay. */
  OVERLAP_WITH_REPLAY,
  /** Two threads in callbacks of one listener. */
  CONCURRENT_CALLBACK,
  /** Storage freed twice. */
  DOUBLE_FREE,
  /** Released storage that was never freed. */
  LEAK,
  /** The caller's BQL was released. */
  BQL_DROPPED,
  /** A walk waited for a writer. */
  BLOCKED_READER,
  /** Threads wait for one another. */
  DEADLOCK,
  /** A thread waits for itself. */
  SELF_DEADLOCK,
  /** Threads run and none makes progress. */
  LIVELOCK,
  /** Accesses that no happens-before edge orders. */
  DATA_RACE,
  /** More retired owners than declared. */
  BACKLOG,
  /** Unregister was declined or postponed although nothing declares it. */
  UNDECLARED_REFUSAL,
  /** The subject threw what nothing declares. */
  EXCEPTION;

  private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The kind's name in files. */
  @JsonValue
  public String id() {
    return id;
  }

  @Override
  public String toString() {
    return id;
  }
}
