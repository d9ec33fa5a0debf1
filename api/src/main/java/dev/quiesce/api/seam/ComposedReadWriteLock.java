package dev.quiesce.api.seam;

import java.util.HashMap;
import java.util.Map;

/**
 * The contract of {@link ReadWriteLock} made of mutexes and an event. A writer that waits keeps new
 * readers out, as the JDK's locks do; of the reentrant one a reader that has a share already may
 * take another all the same, of the stamped one not even that.
 */
final class ComposedReadWriteLock implements ReadWriteLock {
  /** What the name of a lock's share ends with. */
  static final String SHARED = " (shared)";

  private final Mutex gate;
  private final Mutex guard;
  private final Event noReaders;
  private final boolean strict;

  /** What a reader has and a writer waits for; another lock than the writer's in the order. */
  private final String shared;

  /** How many shares each reader has. */
  @Confined("under guard; a thread may look up its own without it")
  private final Map<String, Integer> shares = new HashMap<>();

  ComposedReadWriteLock(String name, boolean strict) {
    this.gate = Seam.mutex(name);
    this.guard = Seam.mutex(name + " (count)");
    this.noReaders = Seam.event("readers of " + name, true);
    this.strict = strict;
    this.shared = name + SHARED;
  }

  @Override
  public void lockRead() {
    String self = Seam.threadName();
    boolean waits = strict || !shares.containsKey(self);
    if (waits) {
      gate.lock();
    }
    guard.lock();
    if (shares.isEmpty()) {
      noReaders.reset();
    }
    shares.merge(self, 1, Integer::sum);
    guard.unlock();
    if (waits) {
      gate.unlock();
    }
    Seam.mark(MarkerKind.SHARE_TAKEN, null, shared);
  }

  @Override
  public void unlockRead() {
    Seam.mark(MarkerKind.SHARE_RETURNED, null, shared);
    guard.lock();
    shares.computeIfPresent(Seam.threadName(), (self, count) -> count == 1 ? null : count - 1);
    if (shares.isEmpty()) {
      noReaders.set();
    }
    guard.unlock();
  }

  @Override
  public void lockWrite() {
    gate.lock();
    Seam.mark(MarkerKind.SHARES_WAIT, null, shared);
    guard.lock();
    while (!shares.isEmpty()) {
      guard.unlock();
      noReaders.await();
      guard.lock();
    }
  }

  @Override
  public void unlockWrite() {
    guard.unlock();
    gate.unlock();
  }
}
