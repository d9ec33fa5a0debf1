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
  /** A change of a count of references. */
  COUNT,
  /** A buffered store becomes visible; the step of a store buffer, not of its task. */
  FLUSH,
  FENCE,
  /** A fence on every thread. */
  BARRIER,
  /** A store enters its task's buffer. */
  ISSUE,
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
