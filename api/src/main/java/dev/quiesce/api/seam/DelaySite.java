package dev.quiesce.api.seam;

/**
 * Places with a window that a test may widen: named, so that a report can say which delay brought a
 * failure about. Only a checked process looks at them ({@link Seam#delay}).
 */
public enum DelaySite {
  /** A reader has sampled the grace-period counter and not yet published its snapshot. */
  SAMPLE_TO_PUBLISH,
  /** A reader has published its snapshot and loaded nothing yet. */
  PUBLISH_TO_LOAD,
  /** A grace period has advanced the counter and looked at no reader yet. */
  BUMP_TO_SCAN,
  /** A grace period has found every reader quiescent and not returned yet. */
  SCAN_TO_RETURN,
  /** A listener is unlinked, and the wait for its readers has not begun. */
  UNLINK_TO_GRACE_PERIOD,
  /** The call_rcu thread's grace period is over, and no callback of its batch has run. */
  GRACE_PERIOD_TO_FREE,
  /** A callback is queued and not counted yet. */
  ENQUEUE_TO_COUNT,
  /** A callback is off the queue and has not run yet. */
  DEQUEUE_TO_RUN,
  /** A walk has loaded a link and not yet touched the listener behind it. */
  LOAD_TO_VISIT
}
