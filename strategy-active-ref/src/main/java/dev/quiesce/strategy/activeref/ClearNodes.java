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
import dev.quiesce.api.seam.Confined;
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
  private final VisitSlots slots;
  private final Switch announces;
  private final Switch checks;
  private final Switch awaits;
  private final Switch opensLate;

  @Confined("under the BQL: how many nodes there were")
  private long numbers;

  ClearNodes(Vm vm, Set<Ingredient> ingredients) {
    this.vm = vm;
    this.slots = new VisitSlots(vm.barrier());
    this.announces = Switch.of(ingredients, ACTIVE_REF);
    this.checks = Switch.of(ingredients, CLOSED_CHECK);
    this.awaits = Switch.of(ingredients, AWAIT_VISITS);
    this.opensLate = Switch.of(ingredients, CALLABLE_AFTER_REPLAY);
  }

  /** Links a new node behind those of the same priority. */
  ClearNode add(MemoryListener listener) {
    ClearNode node =
        vm.heap().allocate(KIND, "node of " + listener.name(), ClearNode.class, ClearNode::new);
    node.initialise(listener, ++numbers, opensLate.on());
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
    boolean open = !node.isClosed();
    if (checks.on() || awaits.on()) {
      node.close();
    }
    list.remove(node.link(), Removal.RCU);
    vm.heap().noteUnlinked(node);
    if (awaits.on() && open) {
      slots.await(node);
    }
    vm.rcu().callRcu(worker -> vm.heap().free(node));
  }

  /** What a new thread needs to walk. */
  Walker walker() {
    return new Walker(slots);
  }

  /** Visits the listeners of the open nodes; the caller is inside a read section. */
  void walk(QemuThread self, ListenerWalk walk) {
    if (!announces.on()) {
      walkUnannounced(self, walk);
      return;
    }
    Walker walker = (Walker) self.sections();
    VisitSlot slot = walker.begin();
    try {
      for (QTailQLink<ClearNode> at = list.nextRcu(list.head());
          at != null;
          at = list.nextRcu(at)) {
        visit(self, walk, slot, nodeOf(at));
      }
    } finally {
      walker.end();
    }
  }

  private void visit(QemuThread self, ListenerWalk walk, VisitSlot slot, ClearNode node) {
    boolean open = slots.enter(slot, node);
    try {
      if (open || !checks.on()) {
        walk.visit(self, node.listener());
      }
    } finally {
      slots.leave(slot, node);
    }
  }

  private void walkUnannounced(QemuThread self, ListenerWalk walk) {
    for (QTailQLink<ClearNode> at = list.nextRcu(list.head()); at != null; at = list.nextRcu(at)) {
      ClearNode node = nodeOf(at);
      if (!checks.on() || !node.isClosed()) {
        walk.visit(self, node.listener());
      }
    }
  }

  private static ClearNode nodeOf(QTailQLink<ClearNode> link) {
    return Objects.requireNonNull(link.element());
  }
}
