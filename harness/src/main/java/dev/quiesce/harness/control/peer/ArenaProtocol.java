package dev.quiesce.harness.control.peer;

import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.sync.QemuThread;
import java.util.Objects;
import java.util.Set;

/**
 * A copied array, and for each registration an arena that holds the owner's memory: a walk passes
 * over a listener whose arena is closed, and keeps it open during a call.
 */
final class ArenaProtocol extends CopyingProtocol {
  ArenaProtocol(Vm vm, Set<Ingredient> ingredients) {
    super(vm, ingredients);
  }

  @Override
  void visit(QemuThread self, ListenerWalk walk, Entry entry) {
    ArenaSession session = Objects.requireNonNull(entry.session());
    if (!session.acquire()) {
      return;
    }
    try {
      walk.visit(self, entry.listener());
    } finally {
      session.release();
    }
  }

  @Override
  Entry entry(MemoryListener listener, AddressSpace space) {
    return Entry.inArena(listener, space, new ArenaSession(listener.name(), SharedArena.open()));
  }

  @Override
  void removed(Entry entry) {
    Objects.requireNonNull(entry.session()).close();
  }
}
