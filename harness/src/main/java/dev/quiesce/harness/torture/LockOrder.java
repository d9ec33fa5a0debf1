package dev.quiesce.harness.torture;

import dev.quiesce.api.heap.Site;
import dev.quiesce.api.seam.LockWatch;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.harness.check.HeldLocks;
import dev.quiesce.harness.check.LockEdge;
import dev.quiesce.harness.check.LockGraph;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * In which order real threads take their locks, over all rounds: a cycle is a deadlock that is
 * possible, whether or not the threads ever met in it.
 */
final class LockOrder {
  /** Threads that come and go have numbers; what they do is what they are called before it. */
  private static final Pattern NUMBER = Pattern.compile("(\\W*\\d+)+$");

  private final LockGraph graph = new LockGraph();

  private synchronized void add(LockEdge edge) {
    boolean unused = graph.add(edge);
  }

  /** One line for each cycle, with the stack of each thread in it. */
  synchronized List<String> cycles() {
    return graph.cycles().stream().map(LockGraph::text).toList();
  }

  /** What follows the locks of the thread of that name. */
  LockWatch watch(String thread) {
    return new Watch(NUMBER.matcher(thread).replaceFirst(""));
  }

  /** Confined to its thread: only what is new is told to the others. */
  private final class Watch implements LockWatch {
    private final LockGraph known = new LockGraph();
    private final HeldLocks held;

    Watch(String thread) {
      this.held = new HeldLocks(thread, this::found);
    }

    private void found(LockEdge edge) {
      if (known.add(edge)) {
        add(edge.at(Site.here(LockOrder.class, HeldLocks.class)));
      }
    }

    /** The stack says it, taken where a lock is new. */
    private static String doing() {
      return "";
    }

    @Override
    public void acquiring(String lock) {
      held.wants(lock, LockEdge.REAL, Watch::doing);
    }

    @Override
    public void acquired(String lock) {
      held.has(lock, LockEdge.REAL, Watch::doing);
    }

    @Override
    public void releasing(String lock) {
      held.gaveUp(lock);
    }

    @Override
    public void awaiting(List<String> raisers) {
      held.awaits(raisers, LockEdge.REAL, Watch::doing);
    }

    @Override
    public void marked(MarkerKind kind, @Nullable Object detail) {
      held.marked(kind, detail, LockEdge.REAL, Watch::doing);
    }
  }
}
