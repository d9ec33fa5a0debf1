package dev.quiesce.harness.control.peer;

/** What keeps a listener's owner while walks are in it: one for each registration. */
interface Visits {
  /** A walk enters, unless the owner is gone already; then false, and it passes over it. */
  boolean enter();

  /** A walk that has entered leaves. */
  void leave();

  /** Blocks until no walk is inside; nobody new finds the listener. */
  void end();
}
