package dev.quiesce.api.sync;

/**
 * How one thread's ambient read sections are entered and left, and what happens to them when the
 * BQL changes hands inside. One object a thread, supplied by the strategy; called by that thread
 * only, unless said otherwise.
 */
public interface Sections {
  /** Every ambient section is an ordinary RCU read section, as in QEMU 7.2. */
  Sections PLAIN = new Sections() {};

  /** Enters a section; nests. */
  default void enter(QemuThread self) {
    self.rcu().lock();
  }

  /** Leaves the innermost section. */
  default void leave(QemuThread self) {
    self.rcu().unlock();
  }

  /** The thread has just taken the BQL. */
  default void bqlTaken(QemuThread self) {}

  /** The thread is about to release the BQL. */
  default void bqlReleasing(QemuThread self) {}

  /**
   * The thread leaves the model; if it has died instead, another thread that has seen its end calls
   * this.
   */
  default void detached(QemuThread self) {}
}
