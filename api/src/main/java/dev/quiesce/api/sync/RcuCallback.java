package dev.quiesce.api.sync;

/** What runs after a grace period, on the call_rcu thread, with the BQL held. */
@FunctionalInterface
public interface RcuCallback {
  /** Runs the callback; {@code worker} is the call_rcu thread. */
  void run(QemuThread worker);
}
