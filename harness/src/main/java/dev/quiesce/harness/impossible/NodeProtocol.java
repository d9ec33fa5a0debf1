package dev.quiesce.harness.impossible;

import static dev.quiesce.harness.impossible.ChoicePlugin.HAZARD_NODES;
import static dev.quiesce.harness.impossible.ChoicePlugin.RESUME_BY_KEY;

import dev.quiesce.api.heap.HeapObject;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.ListenerCallbacks;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.QTailQ;
import dev.quiesce.api.memory.QTailQ.Removal;
import dev.quiesce.api.memory.QTailQLink;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.RefField;
import dev.quiesce.api.seam.SharedObject;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.Sections;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * QEMU's protocol with nodes of the registry's own for walks without the BQL: freed through RCU, or
 * when no hazard pointer is at them. Calls are not protected: it is about the nodes.
 */
final class NodeProtocol extends QemuProtocol {
  private final QTailQ<Node> nodes = new QTailQ<>(Storage.permanent("nodes"), "nodes");

  /** Under the BQL. */
  private final IdentityHashMap<MemoryListener, Node> nodeOf = new IdentityHashMap<>();

  /** Filled in while threads attach in the set-up, then read only. */
  private final Map<QemuThread, Hazards> hazards = new LinkedHashMap<>();

  /** Unlinked nodes that a hazard pointer was at; under the BQL. */
  private final List<Node> waiting = new ArrayList<>();

  NodeProtocol(Vm vm, Set<Ingredient> ingredients) {
    super(vm, ingredients);
  }

  /** One registration. */
  private static final class Node extends HeapObject {
    static final IntField<Node> DEAD = IntField.of(MethodHandles.lookup(), Node.class, "dead");

    final QTailQLink<Node> link;
    final MemoryListener listener;
    final boolean clears;
    final int key;

    @SuppressWarnings("unused") // through DEAD
    private int dead;

    Node(Storage storage, MemoryListener listener, boolean clears, int key) {
      super(storage);
      this.listener = listener;
      this.clears = clears;
      this.key = key;
      this.link = new QTailQLink<>(storage, this, storage.label() + ".link");
    }

    @Override
    public String label() {
      return storage().label();
    }
  }

  /** A walker's two hazard pointers: where it stands, and where it goes. */
  private static final class Hazards extends SharedObject {
    static final RefField<Hazards, Node> HERE =
        RefField.of(MethodHandles.lookup(), Hazards.class, "here", Node.class);
    static final RefField<Hazards, Node> NEXT =
        RefField.of(MethodHandles.lookup(), Hazards.class, "next", Node.class);

    @SuppressWarnings("unused") // through HERE
    private @Nullable Node here;

    @SuppressWarnings("unused") // through NEXT
    private @Nullable Node next;

    /** Looks in the order in which a pointer moves: the other way round it could slip past. */
    boolean at(Node node) {
      return NEXT.getVolatile(this) == node || HERE.getVolatile(this) == node;
    }
  }

  @Override
  public Sections sections(QemuThread self) {
    hazards.put(self, new Hazards());
    return super.sections(self);
  }

  @Override
  protected void link(MemoryListener listener, AddressSpace space) {
    super.link(listener, space);
    ListenerCallbacks callbacks = Objects.requireNonNull(listener.callbacks());
    int key = nodeOf.size();
    Node node =
        vm().heap()
            .allocate(
                "Node",
                "node of " + listener.name(),
                Node.class,
                storage -> new Node(storage, listener, callbacks.isSet(Callback.LOG_CLEAR), key));
    nodeOf.put(listener, node);
    nodes.insertTail(node.link, true);
  }

  @Override
  protected void unlink(MemoryListener listener, AddressSpace space) {
    super.unlink(listener, space);
    Node node = Objects.requireNonNull(nodeOf.get(listener));
    nodes.remove(node.link, Removal.RCU);
    // After the unlinking: a walker that finds it dead and begins again does not meet it again.
    Node.DEAD.setVolatile(node, 1);
    if (!has(HAZARD_NODES)) {
      vm().heap().noteRetired(node);
      vm().rcu().callRcu(worker -> vm().heap().free(node));
      return;
    }
    waiting.add(node);
    for (Node one : List.copyOf(waiting)) {
      if (hazards.values().stream().noneMatch(walker -> walker.at(one))) {
        waiting.remove(one);
        vm().heap().free(one);
      }
    }
  }

  @Override
  public void walk(QemuThread self, ListenerWalk walk) {
    if (!walk.unlocked() || self.holdsBql()) {
      super.walk(self, walk);
    } else if (has(HAZARD_NODES)) {
      hazardous(self, walk, Objects.requireNonNull(hazards.get(self)));
    } else {
      self.sections().enter(self);
      for (QTailQLink<Node> at = nodes.nextRcu(nodes.head()); at != null; at = nodes.nextRcu(at)) {
        visit(self, walk, Objects.requireNonNull(at.element()));
      }
      self.sections().leave(self);
    }
  }

  private static void visit(QemuThread self, ListenerWalk walk, Node node) {
    if (node.clears && Node.DEAD.getVolatile(node) == 0) {
      walk.visit(self, node.listener);
    }
  }

  private void hazardous(QemuThread self, ListenerWalk walk, Hazards mine) {
    Node here = null;
    int done = -1;
    while (true) {
      QTailQLink<Node> from = here == null ? nodes.head() : here.link;
      QTailQLink<Node> to = nodes.nextRcu(from);
      Node next = to == null ? null : Objects.requireNonNull(to.element());
      Hazards.NEXT.setVolatile(mine, next);
      if (has(RESUME_BY_KEY) && here != null && Node.DEAD.getVolatile(here) != 0) {
        here = null;
        continue;
      }
      // The usual check: what the pointer was set to is still what comes next.
      if (nodes.nextRcu(from) != to) {
        continue;
      }
      if (next == null) {
        break;
      }
      if (next.key > done) {
        visit(self, walk, next);
        done = next.key;
      }
      Hazards.HERE.setVolatile(mine, next);
      here = next;
    }
    Hazards.HERE.setVolatile(mine, null);
    Hazards.NEXT.setVolatile(mine, null);
  }
}
