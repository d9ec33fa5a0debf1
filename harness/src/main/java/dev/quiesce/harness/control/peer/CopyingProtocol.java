package dev.quiesce.harness.control.peer;

import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.Callback.Direction;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.sync.QemuThread;
import java.util.List;
import java.util.Set;

/**
 * QEMU's protocol with a copied array instead of its two lists: a walk goes over the array that it
 * found, whatever happens meanwhile.
 */
class CopyingProtocol extends QemuProtocol {
  private final Entries entries = new Entries();

  CopyingProtocol(Vm vm, Set<Ingredient> ingredients) {
    super(vm, ingredients);
  }

  @Override
  public final void walk(QemuThread self, ListenerWalk walk) {
    List<Entry> snapshot = entries.snapshot();
    boolean reverse = walk.callback().direction() == Direction.REVERSE;
    for (int i = 0; i < snapshot.size(); i++) {
      Entry entry = snapshot.get(reverse ? snapshot.size() - 1 - i : i);
      if (walk.scope() == null || walk.scope() == entry.space()) {
        visit(self, walk, entry);
      }
    }
  }

  /** One listener of a walk. */
  void visit(QemuThread self, ListenerWalk walk, Entry entry) {
    walk.visit(self, entry.listener());
  }

  @Override
  protected final void link(MemoryListener listener, AddressSpace space) {
    entries.add(entry(listener, space));
    listener.registered(true);
  }

  /** What stands in the array for a registration. */
  Entry entry(MemoryListener listener, AddressSpace space) {
    return new Entry(listener, space, null);
  }

  @Override
  protected final void unlink(MemoryListener listener, AddressSpace space) {
    Entry removed = entries.remove(listener);
    listener.registered(false);
    vm().heap().noteUnlinked(listener);
    removed(removed);
  }

  /** The entry is in no later snapshot. */
  void removed(Entry entry) {}
}
