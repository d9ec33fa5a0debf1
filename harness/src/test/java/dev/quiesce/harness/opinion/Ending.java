package dev.quiesce.harness.opinion;

/** What the worst execution of a small program comes to. */
enum Ending {
  /** Every thread finishes and the final check passes. */
  FINE,
  /** A thread reads or writes freed storage. */
  USE_AFTER_FREE,
  /** Every thread finishes and something is missing. */
  LOST,
  /** Threads wait for each other. */
  DEADLOCK
}
