package dev.quiesce.harness.control.peer;

import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.ListenerWalk;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.sync.QemuThread;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** A copied array, and for each registration its visits, which an unregistration waits for. */
final class GuardedProtocol extends CopyingProtocol {
  private final Function<MemoryListener, Visits> visits;

  GuardedProtocol(Vm vm, Set<Ingredient> ingredients, Function<MemoryListener, Visits> visits) {
    super(vm, ingredients);
    this.visits = visits;
  }

  @Override
  void visit(QemuThread self, ListenerWalk walk, Entry entry) {
    Visits inside = Objects.requireNonNull(entry.visits());
    if (!inside.enter()) {
      return;
    }
    try {
      walk.visit(self, entry.listener());
    } finally {
      inside.leave();
    }
  }

  @Override
  Entry entry(MemoryListener listener, AddressSpace space) {
    return new Entry(listener, space, visits.apply(listener));
  }

  @Override
  void removed(Entry entry) {
    Objects.requireNonNull(entry.visits()).end();
  }
}
