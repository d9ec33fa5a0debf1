package dev.quiesce.harness.torture;

/**
 * The least that a period must contain to mean anything: reads, updates, and a grace-period count
 * that grows. Without it a subject that stands still would pass.
 */
final class Floors {
  private static final long WALKS = 20;
  private static final long UPDATES = 8;
  private static final long GRACE_PERIODS = 2;

  private final Rig rig;
  private long walks;
  private long updates;
  private long gracePeriods;

  Floors(Rig rig) {
    this.rig = rig;
  }

  /** A period begins. */
  void begin() {
    Totals now = rig.totals();
    walks = now.count("reads");
    updates = now.count("updates");
    gracePeriods = rig.vm.rcu().progress().completed();
  }

  /** Whether enough has happened since. */
  boolean reached() {
    Totals now = rig.totals();
    return now.count("reads") - walks >= WALKS
        && now.count("updates") - updates >= UPDATES
        && rig.vm.rcu().progress().completed() - gracePeriods >= GRACE_PERIODS;
  }
}
