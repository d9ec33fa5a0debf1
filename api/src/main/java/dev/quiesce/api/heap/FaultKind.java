package dev.quiesce.api.heap;

/** What a {@link MemoryFault} is. */
public enum FaultKind {
  /** Storage was touched after its free. */
  USE_AFTER_FREE,
  /**
   * A field of live storage was used although its listener is no longer registered, and its value
   * no longer means anything.
   */
  LOGICAL_USE_AFTER_FREE,
  /** A null pointer was followed. In C: SIGSEGV. */
  NULL_DEREFERENCE,
  /** Storage was freed twice. */
  DOUBLE_FREE
}
