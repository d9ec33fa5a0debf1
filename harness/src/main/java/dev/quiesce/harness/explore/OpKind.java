package dev.quiesce.harness.explore;

/** The kinds of steps. */
enum OpKind {
  BEGIN,
  END,
  LOAD,
  STORE,
  COMPARE_AND_SET,
  EXCHANGE,
  UPDATE,
  FENCE,
  LOCK,
  TRY_LOCK,
  UNLOCK,
  EVENT_SET,
  EVENT_RESET,
  EVENT_AWAIT,
  EVENT_TIMED_AWAIT,
  STEP,
  FREE,
  MARK,
  START,
  JOIN
}
