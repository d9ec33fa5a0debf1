package dev.quiesce.api.strategy;

/**
 * What a strategy may guarantee (design, "Promises"). "Order" is the order of marker events in a
 * schedule; identity is the registration, not the struct.
 */
public enum Promise {
  /** No load, store or call on storage whose owner is freed. */
  NO_USE_AFTER_FREE(true),
  /** No null or zeroed field of an unlinked listener is used. */
  NO_LOGICAL_USE_AFTER_FREE(true),
  /**
   * A completed walk visits every listener registered for all of it exactly once, any other
   * registration at most once.
   */
  NO_LOST_CALLBACK(true),
  /**
   * Every thread finishes its script; a refused unregister succeeds after the migration; the
   * migration ends.
   */
  NO_DEADLOCK(true),
  /** At quiescence every released owner was freed, once. */
  FREED_EXACTLY_ONCE(true),
  /**
   * No callback of the registration starts after unregister returned, and none still runs, but
   * frames of the caller itself.
   */
  NO_CALLBACK_AFTER_UNREGISTER(false),
  /**
   * After unregister's own replay delivered region_del, no log_clear of that region starts or runs.
   */
  NO_CALLBACK_AFTER_REGION_DEL(false),
  /** Before register's own replay delivered region_add, no log_clear of that region starts. */
  NO_CALLBACK_BEFORE_REGION_ADD(false),
  /** No callback overlaps the same registration's register or unregister replay. */
  NO_OVERLAP_WITH_REPLAY(false),
  /** No two threads are in callbacks of one listener. */
  SERIAL_CALLBACKS(false),
  /**
   * The caller's BQL is not released between unregister's entry and return, except inside a
   * callback.
   */
  KEEPS_BQL(false),
  /** Unregister finishes inside read sections, entered before or after the BQL. */
  LEGAL_IN_READ_SECTION(false),
  /**
   * Unregister of self, next, previous, self and next finishes inside callbacks delivered with the
   * BQL.
   */
  LEGAL_IN_CALLBACK(false),
  /** Unregister is never refused or postponed because a migration runs. */
  LEGAL_DURING_MIGRATION(false),
  /** A walk never waits, outside callbacks, for a thread in register, unregister or commit. */
  READERS_NEVER_BLOCK(false),
  /** Retired, not yet freed owners stay within the declared number. */
  BOUNDED_BACKLOG(false),
  /** The required promises hold where no migration runs. */
  SAFE_WITHOUT_MIGRATION(false),
  /** The required promises hold for every kind of owner with no change of owner or caller. */
  ANY_OWNER(false),
  /** No plain access to a shared field races by happens-before; reported, never required. */
  NO_DATA_RACE(false);

  private final boolean required;

  Promise(boolean required) {
    this.required = required;
  }

  /**
   * Whether it is looked at even where nobody makes it, because whether it holds is news: then it
   * is said to hold in a cell that was exhausted without seeing it broken.
   */
  public boolean reported() {
    return this == NO_DATA_RACE;
  }

  /** Whether every strategy must keep it. */
  public boolean required() {
    return required;
  }
}
