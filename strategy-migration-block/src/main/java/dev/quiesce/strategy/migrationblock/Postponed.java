package dev.quiesce.strategy.migrationblock;

import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.Replay;
import dev.quiesce.api.seam.Confined;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Unregistrations that could not be refused, and the owners whose release waits for them. All of it
 * under the BQL.
 */
final class Postponed {
  /** One unregistration to be done later. */
  record Removal(MemoryListener listener, Replay replay) {}

  @Confined("BQL")
  private final Deque<Removal> removals = new ArrayDeque<>();

  @Confined("BQL")
  private final List<Owner> owners = new ArrayList<>();

  boolean contains(MemoryListener listener) {
    return removals.stream().anyMatch(removal -> removal.listener() == listener);
  }

  void add(Removal removal) {
    removals.add(removal);
  }

  Optional<Removal> next() {
    return Optional.ofNullable(removals.poll());
  }

  boolean holdsUp(Owner owner) {
    return owner.listeners().stream().anyMatch(this::contains);
  }

  void addOwner(Owner owner) {
    owners.add(owner);
  }

  /** Takes out the owners that no removal holds up any more. */
  List<Owner> takeReady() {
    List<Owner> ready = owners.stream().filter(owner -> !holdsUp(owner)).toList();
    owners.removeAll(ready);
    return ready;
  }
}
