package dev.quiesce.strategy.activeref;

import static dev.quiesce.strategy.activeref.ActiveRefStrategy.ACTIVE_REF;
import static dev.quiesce.strategy.activeref.ActiveRefStrategy.AWAIT_VISITS;
import static dev.quiesce.strategy.activeref.ActiveRefStrategy.CALLABLE_AFTER_REPLAY;
import static dev.quiesce.strategy.activeref.ActiveRefStrategy.CLOSED_CHECK;

import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.QTailQ;
import dev.quiesce.api.memory.QTailQ.Removal;
import dev.quiesce.api.memory.QTailQLink;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Switch;
import dev.quiesce.api.sync.QemuThread;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The list of the nodes, in order of priority: what walks without the BQL go over.
 *
 * <p>Changed under the BQL; read inside a read section. One thread at a time waits for visits,
 * because it holds the BQL, which no walker takes inside a visit.
 */
final class ClearNodes {
  private static final String KIND = "ClearNode";

  private final Vm vm;
  private final QTailQ<ClearNode> list =
      new QTailQ<>(Storage.permanent("clear_nodes"), "clear_nodes");
  private final Event visitOver = Seam.event("the last visit of a closed node ends", false);
  private final Switch counts;
  private final Switch checks;
  private final Switch awaits;
  private final Switch opensLate;

  ClearNodes(Vm vm, Set<Ingredient> ingredients) {
    this.vm = vm;
    this.counts = Switch.of(ingredients, ACTIVE_REF);
    this.checks = Switch.of(ingredients, CLOSED_CHECK);
    this.awaits = Switch.of(ingredients, AWAIT_VISITS);
    this.opensLate = Switch.of(ingredients, CALLABLE_AFTER_REPLAY);
  }

  /** Links a new node behind those of the same priority. */
  ClearNode add(MemoryListener listener) {
    ClearNode node =
        vm.heap().allocate(KIND, "node of " + listener.name(), ClearNode.class, ClearNode::new);
    node.initialise(listener, opensLate.on());
    QTailQLink<ClearNode> at = list.next(list.head());
    while (at != null && nodeOf(at).listener().priority() <= listener.priority()) {
      at = list.next(at);
    }
    if (at == null) {
      list.insertTail(node.link(), true);
    } else {
      list.insertBefore(at, node.link(), true);
    }
    return node;
  }

  /** The registration is complete, unless a callback of its replay has ended it again. */
  void opened(MemoryListener listener, ClearNode node) {
    if (opensLate.on() && find(listener) == node) {
      node.open();
    }
  }

  /** The node of a registered listener; null if it has no log_clear. */
  @Nullable ClearNode find(MemoryListener listener) {
    for (QTailQLink<ClearNode> at = list.next(list.head()); at != null; at = list.next(at)) {
      if (nodeOf(at).listener() == listener) {
        return nodeOf(at);
      }
    }
    return null;
  }

  /**
   * Unlinks the node, waits for the visits in flight, and leaves its free to RCU. Blocks for the
   * length of a callback at most.
   */
  void remove(ClearNode node) {
    // Closed already: its registration never was complete, so nobody can be inside.
    boolean visited = (checks.on() || awaits.on()) && !node.isClosed() && node.close();
    list.remove(node.link(), Removal.RCU);
    vm.heap().noteUnlinked(node);
    if (awaits.on() && visited) {
      awaitVisits(node);
    }
    vm.rcu().callRcu(worker -> vm.heap().free(node));
  }

  private void awaitVisits(ClearNode node) {
    for (visitOver.reset(); node.isVisited(); visitOver.reset()) {
      visitOver.await();
    }
  }

  /** Visits the listeners of the open nodes; the caller is inside a read section. */
  void walk(QemuThread self, ListenerWalk walk) {
    for (QTailQLink<ClearNode> at = list.nextRcu(list.head()); at != null; at = list.nextRcu(at)) {
      ClearNode node = nodeOf(at);
      if (counts.on()) {
        counted(self, walk, node);
      } else if (!checks.on() || !node.isClosed()) {
        walk.visit(self, node.listener());
      }
    }
  }

  private void counted(QemuThread self, ListenerWalk walk, ClearNode node) {
    boolean open = node.enter();
    try {
      if (open || !checks.on()) {
        walk.visit(self, node.listener());
      }
    } finally {
      if (node.leave()) {
        visitOver.set();
      }
    }
  }

  private static ClearNode nodeOf(QTailQLink<ClearNode> link) {
    return Objects.requireNonNull(link.element());
  }
}
