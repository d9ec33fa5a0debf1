package dev.quiesce.harness.check;

import dev.quiesce.api.seam.Marker;
import dev.quiesce.harness.explore.TaskInfo;
import java.util.List;
import java.util.function.Supplier;

/**
 * Which locks were taken inside which in one execution, by name, as lockdep of Linux keeps it: the
 * order counts, not whether anybody waited.
 */
final class LockUse {
  private final LockGraph graph = new LockGraph();
  private final PerTask<HeldLocks> held =
      new PerTask<>(task -> new HeldLocks(task.name(), graph::add));
  private int step;

  void step(int number) {
    step = number;
  }

  /** A thread is about to take a lock, whether or not it must wait. */
  void wants(TaskInfo task, String lock, Supplier<String> doing) {
    held.of(task).wants(lock, step, doing);
  }

  /** The thread has the lock. */
  void has(TaskInfo task, String lock, Supplier<String> doing) {
    held.of(task).has(lock, step, doing);
  }

  /** The thread gave the lock up. */
  void gaveUp(TaskInfo task, String lock) {
    held.of(task).gaveUp(lock);
  }

  /** A thread is about to wait until one of some threads raises an event. */
  void awaits(TaskInfo task, List<String> raisers, Supplier<String> doing) {
    held.of(task).awaits(raisers, step, doing);
  }

  /** What RCU and read-write locks tell of themselves. */
  void marked(TaskInfo task, Marker marker, Supplier<String> doing) {
    held.of(task).marked(marker.kind(), marker.detail(), step, doing);
  }

  /** What was taken inside what, in order. */
  List<LockEdge> edges() {
    return graph.edges();
  }
}
