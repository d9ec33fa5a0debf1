package dev.quiesce.stress;

import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.QemuThread;

/**
 * The domain under test, one for the whole process: states come and go by the million, and a grace
 * period has nobody to wait for but the two actors of the moment. Each actor's thread has its
 * handle.
 */
final class Domain {
  static final QemuRcu RCU = start();

  private static final ThreadLocal<QemuThread> SELF =
      ThreadLocal.withInitial(() -> RCU.attach(Thread.currentThread().getName()));

  private Domain() {}

  private static QemuRcu start() {
    QemuRcu rcu = new QemuRcu(new Bql(LockObserver.NONE), Batching.PROMPT);
    rcu.start(() -> rcu.attach("call_rcu"));
    return rcu;
  }

  /** The running thread's handle. */
  static QemuThread self() {
    return SELF.get();
  }

  static void readLock() {
    self().rcu().lock();
  }

  static void readUnlock() {
    self().rcu().unlock();
  }

  static void synchronize() {
    RCU.synchronize(self());
  }
}
