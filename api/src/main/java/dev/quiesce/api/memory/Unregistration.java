package dev.quiesce.api.memory;

/** What became of a call of unregister that was not refused. */
public enum Unregistration {
  /** The listener is off the lists. */
  DONE,
  /** It was not registered; nothing was done. */
  NOT_REGISTERED,
  /**
   * It will be taken off later, by the strategy, which then sets the marker {@code
   * UNREGISTER_COMPLETED}; its owner's release waits for that.
   */
  POSTPONED
}
