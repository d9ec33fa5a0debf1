package dev.quiesce.harness.workload;

/** What a recorded thread is in QEMU. */
public enum ThreadRole {
  /** The main loop. */
  MAIN,
  /** The one thread that runs RCU callbacks, holding the BQL. */
  CALL_RCU,
  /** The outgoing migration. */
  MIGRATION,
  /** A virtual CPU. */
  VCPU,
  /** An iothread, such as the one of the balloon's free-page hints. */
  IOTHREAD,
  /** The script that drove QEMU; not a QEMU thread. */
  DRIVER,
  /** Not identified. */
  OTHER;

  /**
   * Derives the role from a thread's recorded name.
   *
   * @param name the name
   * @return the role
   */
  public static ThreadRole ofName(String name) {
    if (name.equals("main")) {
      return MAIN;
    }
    if (name.equals("call_rcu")) {
      return CALL_RCU;
    }
    if (name.startsWith("live_migration") || name.startsWith("mig/src")) {
      return MIGRATION;
    }
    if (name.startsWith("cpu")) {
      return VCPU;
    }
    if (name.startsWith("io")) {
      return IOTHREAD;
    }
    return name.equals("driver") ? DRIVER : OTHER;
  }
}
