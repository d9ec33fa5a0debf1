package dev.quiesce.harness.torture;

/** What a torture thread does, and the scenario whose declared limits speak of it. */
enum Activity {
  /** RAM migration: a read section, bitmap_mutex, a clear walk. */
  MIGRATION_WALK("migration walk", "clear-vs-unregister"),
  /** The balloon's iothread: free_page_lock, bitmap_mutex, a clear walk; neither RCU nor BQL. */
  BALLOON_WALK("balloon walk", "balloon-hint"),
  /** A vCPU translates: a read section, a page lock, a clear walk; no migration needed. */
  TLB_WALK("tlb walk", "tlb-protect-code"),
  /** The main loop syncs the dirty log or commits a transaction, under the BQL. */
  BQL_WALK("BQL walk", "sync-vs-clear"),
  /** A vCPU's MMIO: a read section is entered before the BQL. */
  MMIO("vcpu mmio", "vcpu-mmio"),
  /** The main loop registers, unregisters and releases. */
  UPDATE("update", "clear-vs-unregister"),
  /** An unregistration inside a read section, from a PIO write. */
  UPDATE_IN_SECTION("update in a section", "appendix-a"),
  /** VFIO's finalizer: an unregistration that cannot fail, on the call_rcu thread. */
  UPDATE_IN_RCU_CALLBACK("update in an RCU callback", "unregister-in-rcu-callback"),
  /** A BQL holder stops the balloon's hints. */
  STOP_HINTS("stop of hints", "lock-order"),
  /** Grace periods and callbacks without a listener. */
  RCU("rcu", "backlog"),
  /** Every thread is paused. */
  PAUSE("pause", "clear-vs-unregister");

  private final String label;
  private final String scenario;

  Activity(String label, String scenario) {
    this.label = label;
    this.scenario = scenario;
  }

  /** For reports. */
  String label() {
    return label;
  }

  /** The scenario of this activity. */
  String scenario() {
    return scenario;
  }
}
