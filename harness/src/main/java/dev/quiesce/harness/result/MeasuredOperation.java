package dev.quiesce.harness.result;

/** Names of the operations that the report's questions read from measurements. */
public final class MeasuredOperation {
  /** {@code memory_listener_register}, whole. */
  public static final String REGISTER = "register";

  /** {@code memory_listener_unregister}, whole. */
  public static final String UNREGISTER = "unregister";

  /** One unlocked walk of {@code log_clear}, whole. */
  public static final String CLEAR = "clear";

  /** One dirty-log sync, whole. */
  public static final String SYNC = "sync";

  /** One outermost transaction commit, whole. */
  public static final String COMMIT = "commit";

  /** From the request for the BQL to its grant. */
  public static final String BQL_WAIT = "bql-wait";

  /** From the grant of the BQL to its release. */
  public static final String BQL_HOLD = "bql-hold";

  /** What follows the name of an operation for the part of one site. */
  public static final String WALK_SITE = "@walk";

  /** From the request for the notifier lock to its grant. */
  public static final String NOTIFIER_WAIT = "notifier lock-wait";

  /** From the grant of the notifier lock to its release. */
  public static final String NOTIFIER_HOLD = "notifier lock-hold";

  /** From an owner's retirement to its free. */
  public static final String RETIRE_TO_FREE = "retire-to-free";

  /** Waits of a clear for the BQL or a lock of the strategy. */
  public static final String CLEAR_WAIT = "clear-wait";

  /** Gauge: walks that overlapped an unregister of a listener they could meet. */
  public static final String OVERLAPS = "overlaps";

  /** Gauge: unregistrations that were refused or postponed. */
  public static final String REFUSALS = "refusals";

  /** Gauge: largest number of retired, not yet freed owners. */
  public static final String BACKLOG = "backlog-max";

  /** Retired, not yet freed owners, sampled in the interval logs. */
  public static final String BACKLOG_SAMPLE = "backlog";

  private MeasuredOperation() {}
}
