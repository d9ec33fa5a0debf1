package dev.quiesce.strategy.activeref;

import static dev.quiesce.strategy.activeref.ActiveRefStrategy.REGISTRY_NODE;
import static dev.quiesce.strategy.activeref.ActiveRefStrategy.RETIRE_BEFORE_REPLAY;

import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.ListenerCallbacks;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Replay;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Ingredients;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.strategy.Switch;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.Sections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * QEMU's protocol for walks under the BQL, and a list of nodes of its own for the others.
 *
 * <p><b>Locks</b>: none is added. Both of QEMU's lists belong to the BQL alone; unregister waits,
 * BQL held, for calls of the one listener that goes away.
 */
final class ActiveRefProtocol extends QemuProtocol {
  private final ClearNodes nodes;
  private final Switch ownNodes;
  private final Switch retiresFirst;
  private final Switch readLock;

  ActiveRefProtocol(Vm vm, Set<Ingredient> ingredients) {
    super(vm, ingredients);
    this.nodes = new ClearNodes(vm, ingredients);
    this.ownNodes = Switch.of(ingredients, REGISTRY_NODE);
    this.retiresFirst = Switch.of(ingredients, RETIRE_BEFORE_REPLAY);
    this.readLock = Switch.of(ingredients, Ingredients.READ_LOCK_IN_CLEAR);
  }

  @Override
  public Sections sections(QemuThread self) {
    return nodes.walker();
  }

  @Override
  public void walk(QemuThread self, ListenerWalk walk) {
    if (!walk.unlocked() || self.holdsBql() || !ownNodes.on()) {
      super.walk(self, walk);
    } else if (readLock.on()) {
      self.sections().enter(self);
      try {
        nodes.walk(self, walk);
      } finally {
        self.sections().leave(self);
      }
    } else {
      nodes.walk(self, walk);
    }
  }

  @Override
  public void register(
      QemuThread self, MemoryListener listener, AddressSpace space, Replay replay) {
    listener.addressSpace(space);
    link(listener, space);
    ClearNode node = ownNodes.on() && clears(listener) ? nodes.add(listener) : null;
    replay.added(self, listener, space);
    if (node != null) {
      nodes.opened(listener, node);
    }
  }

  @Override
  public Unregistration unregister(
      QemuThread self, MemoryListener listener, boolean refusable, Replay replay) {
    AddressSpace space = listener.addressSpace();
    if (space == null || !listener.isRegistered()) {
      return Unregistration.NOT_REGISTERED;
    }
    if (retiresFirst.on()) {
      retire(listener, space);
      replay.removed(self, listener, space);
    } else {
      replay.removed(self, listener, space);
      retire(listener, space);
    }
    listener.addressSpace(null);
    return Unregistration.DONE;
  }

  /** Takes the listener off every list and, as far as switched on, waits for its visits. */
  private void retire(MemoryListener listener, AddressSpace space) {
    ClearNode node = ownNodes.on() ? nodes.find(listener) : null;
    unlink(listener, space);
    if (node != null) {
      nodes.remove(node);
    }
  }

  private static boolean clears(MemoryListener listener) {
    @Nullable ListenerCallbacks callbacks = listener.callbacks();
    return callbacks != null && callbacks.isSet(Callback.LOG_CLEAR);
  }
}
