package dev.quiesce.harness.control.peer;

import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.MemoryListener;
import org.jspecify.annotations.Nullable;

/**
 * One registration in a copied array.
 *
 * @param listener who is registered
 * @param space whose map it listens to
 * @param count of the visits in progress, in the owner's storage; null where none is kept
 * @param session of the arena that holds the owner; null where there is none
 */
record Entry(
    MemoryListener listener,
    AddressSpace space,
    @Nullable VisitCount count,
    @Nullable ArenaSession session) {
  static Entry plain(MemoryListener listener, AddressSpace space) {
    return new Entry(listener, space, null, null);
  }

  static Entry counted(MemoryListener listener, AddressSpace space, VisitCount count) {
    return new Entry(listener, space, count, null);
  }

  static Entry inArena(MemoryListener listener, AddressSpace space, ArenaSession session) {
    return new Entry(listener, space, null, session);
  }
}
