package dev.quiesce.harness.torture;

/** What is done to the subject on purpose. */
enum Fault {
  /** A reader stays in its section for tens of milliseconds. */
  STALLED_READER("stalled reader"),
  /** The call_rcu thread stands still between grace period and callbacks. */
  STALLED_CALLBACK_THREAD("stalled callback thread"),
  /** A listener's callback takes milliseconds, under whatever its caller holds. */
  SLOW_CALLBACK("slow callback"),
  /** A listener's callback throws. */
  THROWING_CALLBACK("throwing callback"),
  /** A thread ends inside a read section without a word. */
  DEATH_IN_SECTION("death in a section"),
  /** A thread is interrupted by another one, wherever it is. */
  INTERRUPT("interrupt"),
  /** A thread interrupts itself right before it waits for a grace period. */
  INTERRUPTED_WAIT("interrupted wait"),
  /** A thread is unparked for no reason. */
  SPURIOUS_WAKE_UP("spurious wake-up"),
  /** Thousands of callbacks at once. */
  CALLBACK_FLOOD("callback flood"),
  /** Readers come up to 64 for a while. */
  OVERSUBSCRIPTION("oversubscription"),
  /** A burst of 16 threads that attach, read once and detach. */
  READER_CHURN("reader churn"),
  /** A collection, and a dump of all threads: two safepoints. */
  SAFEPOINT("safepoint"),
  /** The grace-period counter wraps around. */
  COUNTER_WRAP("counter wrap");

  private final String label;

  Fault(String label) {
    this.label = label;
  }

  /** For reports. */
  String label() {
    return label;
  }
}
