package dev.quiesce.api.seam;

/** What a {@link Marker} tells. The promises are stated over the order of these. */
public enum MarkerKind {
  REGISTER_CALLED,
  REGISTER_RETURNED,
  /** The registration was declined before any change of state. */
  REGISTER_REFUSED,
  UNREGISTER_CALLED,
  UNREGISTER_RETURNED,
  /** The unregistration was declined before any change of state. */
  UNREGISTER_REFUSED,
  /** The unregistration was accepted and will happen later; the caller may go on. */
  UNREGISTER_POSTPONED,
  /** A postponed unregistration has happened: what holds after a return holds from here on. */
  UNREGISTER_COMPLETED,
  /**
   * A replay of the map to one listener begins: detail is {@code register} or {@code unregister}.
   */
  REPLAY_BEGIN,
  REPLAY_END,
  WALK_BEGIN,
  WALK_END,
  CALLBACK_ENTER,
  CALLBACK_EXIT,
  /** A transaction's outermost commit begins to change the map. */
  COMMIT_BEGIN,
  COMMIT_END,
  /** An ambient read section is entered or left, whatever the strategy makes of it. */
  SECTION_ENTER,
  SECTION_LEAVE,
  MIGRATION_STARTED,
  MIGRATION_ENDED,
  BQL_TAKEN,
  BQL_RELEASED,
  /** An outermost RCU read section begins. */
  READ_LOCK,
  /** An outermost RCU read section has ended. */
  READ_UNLOCK,
  /** The thread is about to wait for a grace period. */
  GRACE_PERIOD_WAIT,
  /**
   * The call_rcu thread has a batch: whoever waits for one of its callbacks waits for all of it.
   */
  CALLBACKS_BEGIN,
  CALLBACKS_END,
  /** The thread shares a read-write lock: detail names what it has. */
  SHARE_TAKEN,
  SHARE_RETURNED,
  /** The thread is about to wait until nobody shares the lock: detail names what is shared. */
  SHARES_WAIT,
  /** The owner was handed over for a later free. */
  RETIRED,
  /** A look-up that had to succeed came back without a result. */
  LOOKUP_FAILED
}
