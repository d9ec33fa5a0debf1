package dev.quiesce.harness.check;

import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.sync.RcuDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which locks one thread has, and what it takes inside them.
 *
 * <p>A read section never waits to be entered, so it only ever is the lock that is held. A share of
 * a read-write lock is a lock of its own, which readers hold and writers take: two readers never
 * stand against each other, unless a waiting writer keeps new readers out.
 *
 * <p>Locks go by name, as in lockdep. A share keeps nobody out, not even the writer of its own
 * lock: two threads of which one writes and one reads under the same lock count as free to meet.
 */
public final class HeldLocks {
  /** What a read section holds, and a wait for a grace period takes. */
  public static final String GRACE_PERIOD = "grace period";

  /** What the call_rcu thread holds during a batch, and a wait for a callback takes. */
  public static final String CALLBACKS = "RCU callbacks";

  private final String thread;
  private final Consumer<LockEdge> found;
  private final List<Held> locks = new ArrayList<>(4);

  private record Held(String lock, int step, Supplier<String> doing, boolean alone) {}

  /**
   * The locks of a thread that has none.
   *
   * @param found told of each lock that is taken inside another
   */
  public HeldLocks(String thread, Consumer<LockEdge> found) {
    this.thread = thread;
    this.found = found;
  }

  /**
   * The thread is about to take a lock, whether or not it must wait.
   *
   * @param doing what it is in the middle of, in words if they are asked for
   */
  public void wants(String lock, int step, Supplier<String> doing) {
    for (int i = 0; i < locks.size(); i++) {
      Held outer = locks.get(i);
      if (!outer.lock.equals(lock)) {
        found.accept(
            new LockEdge(
                outer.lock,
                lock,
                thread,
                outer.step,
                step,
                outer.doing,
                doing,
                guards(outer.lock)));
      }
    }
  }

  /** Everything else that is held and cannot be held by two threads. */
  private Set<String> guards(String except) {
    if (locks.size() == 1) {
      // Nearly always, and asked for at each lock that is taken inside another.
      return Set.of();
    }
    Set<String> guards = new HashSet<>();
    for (Held one : locks) {
      if (!one.lock.equals(except) && one.alone) {
        guards.add(one.lock);
      }
    }
    return guards;
  }

  /** The thread has the lock alone. */
  public void has(String lock, int step, Supplier<String> doing) {
    locks.add(new Held(lock, step, doing, true));
  }

  private void shares(String lock, int step, Supplier<String> doing) {
    locks.add(new Held(lock, step, doing, false));
  }

  /** The thread gave the lock up, once, wherever it stands among those it holds. */
  public void gaveUp(String lock) {
    for (int i = locks.size() - 1; i >= 0; i--) {
      if (locks.get(i).lock.equals(lock)) {
        locks.remove(i);
        return;
      }
    }
  }

  /** The thread is about to wait until one of some threads raises an event. */
  public void awaits(List<String> raisers, int step, Supplier<String> doing) {
    if (raisers.contains(RcuDomain.WORKER)) {
      wants(CALLBACKS, step, doing);
    }
  }

  /** What RCU and read-write locks tell of themselves; anything else is ignored. */
  public void marked(MarkerKind kind, @Nullable Object detail, int step, Supplier<String> doing) {
    switch (kind) {
      case READ_LOCK -> shares(GRACE_PERIOD, step, doing);
      case READ_UNLOCK -> gaveUp(GRACE_PERIOD);
      case GRACE_PERIOD_WAIT -> wants(GRACE_PERIOD, step, doing);
      case CALLBACKS_BEGIN -> has(CALLBACKS, step, doing);
      case CALLBACKS_END -> gaveUp(CALLBACKS);
      case SHARE_TAKEN -> shares(name(detail), step, doing);
      case SHARE_RETURNED -> gaveUp(name(detail));
      case SHARES_WAIT -> wants(name(detail), step, doing);
      default -> {}
    }
  }

  private static String name(@Nullable Object detail) {
    return (String) Objects.requireNonNull(detail);
  }
}
