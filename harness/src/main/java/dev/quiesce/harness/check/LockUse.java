package dev.quiesce.harness.check;

import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.sync.RcuDomain;
import dev.quiesce.harness.explore.TaskInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which locks were taken inside which in one execution, by name, as lockdep of Linux keeps it: the
 * order counts, not whether anybody waited.
 *
 * <p>A read section never waits to be entered, so it only ever is the lock that is held. A share of
 * a read-write lock is a lock of its own, which readers hold and writers take: two readers never
 * stand against each other, unless a waiting writer keeps new readers out.
 */
public final class LockUse {
  /** What a read section holds, and a wait for a grace period takes. */
  public static final String GRACE_PERIOD = "grace period";

  /** What the call_rcu thread holds during a batch, and a wait for a callback takes. */
  public static final String CALLBACKS = "RCU callbacks";

  private final Map<TaskInfo, List<Held>> held = new HashMap<>();
  private final List<LockEdge> edges = new ArrayList<>();
  private int step;

  private record Held(String lock, int step, String doing, boolean alone) {}

  void step(int number) {
    step = number;
  }

  /** A thread is about to take a lock, whether or not it must wait. */
  void wants(TaskInfo task, String lock, String doing) {
    List<Held> locks = held.get(task);
    if (locks == null) {
      return;
    }
    for (Held outer : locks) {
      if (!outer.lock.equals(lock)) {
        note(
            new LockEdge(
                outer.lock,
                lock,
                task.name(),
                outer.step,
                step,
                outer.doing,
                doing,
                guards(locks, outer.lock)));
      }
    }
  }

  /** Everything else that is held and cannot be held by two threads. */
  private static Set<String> guards(List<Held> locks, String except) {
    Set<String> guards = new HashSet<>();
    for (Held one : locks) {
      if (!one.lock.equals(except) && one.alone) {
        guards.add(one.lock);
      }
    }
    return guards;
  }

  private void note(LockEdge edge) {
    for (LockEdge known : edges) {
      if (edge.sameAs(known)) {
        return;
      }
    }
    edges.add(edge);
  }

  /** The thread has the lock alone. */
  void has(TaskInfo task, String lock, String doing) {
    hold(task, new Held(lock, step, doing, true));
  }

  /** The thread has the lock, perhaps with others. */
  void shares(TaskInfo task, String lock, String doing) {
    hold(task, new Held(lock, step, doing, false));
  }

  private void hold(TaskInfo task, Held one) {
    held.computeIfAbsent(task, key -> new ArrayList<>(4)).add(one);
  }

  /** The thread gave the lock up, once, wherever it stands among those it holds. */
  void gaveUp(TaskInfo task, String lock) {
    List<Held> locks = held.getOrDefault(task, List.of());
    for (int i = locks.size() - 1; i >= 0; i--) {
      if (locks.get(i).lock.equals(lock)) {
        locks.remove(i);
        return;
      }
    }
  }

  /** A thread is about to wait until one of some threads raises an event. */
  void awaits(TaskInfo task, List<String> raisers, String doing) {
    if (raisers.contains(RcuDomain.WORKER)) {
      wants(task, CALLBACKS, doing);
    }
  }

  /** What RCU tells of itself. */
  void marked(TaskInfo task, MarkerKind kind, String doing) {
    switch (kind) {
      case READ_LOCK -> shares(task, GRACE_PERIOD, doing);
      case READ_UNLOCK -> gaveUp(task, GRACE_PERIOD);
      case GRACE_PERIOD_WAIT -> wants(task, GRACE_PERIOD, doing);
      case CALLBACKS_BEGIN -> has(task, CALLBACKS, doing);
      case CALLBACKS_END -> gaveUp(task, CALLBACKS);
      default -> {}
    }
  }

  /** What was taken inside what, in order. */
  public List<LockEdge> edges() {
    return List.copyOf(edges);
  }
}
