package dev.quiesce.harness.control.peer;

import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.sync.QemuThread;
import java.util.Objects;
import java.util.Set;

/** A copied array, and in each owner a count of the visits that an unregistration waits for. */
final class CountingProtocol extends CopyingProtocol {
  CountingProtocol(Vm vm, Set<Ingredient> ingredients) {
    super(vm, ingredients);
  }

  @Override
  void visit(QemuThread self, ListenerWalk walk, Entry entry) {
    VisitCount count = Objects.requireNonNull(entry.count());
    count.enter();
    try {
      walk.visit(self, entry.listener());
    } finally {
      count.leave();
    }
  }

  @Override
  Entry entry(MemoryListener listener, AddressSpace space) {
    String name = listener.name();
    return Entry.counted(
        listener,
        space,
        new VisitCount(listener.storage(), name, Seam.event("visits of " + name, true)));
  }

  @Override
  void removed(Entry entry) {
    Objects.requireNonNull(entry.count()).awaitIdle();
  }
}
