package dev.quiesce.api.memory;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapObject;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.seam.Confined;
import java.util.ArrayList;
import java.util.List;

/** The object that embeds one or more listeners: one block of storage, freed as a whole. */
public final class Owner extends HeapObject {
  private final OwnerKind kind;

  @Confined("filled in before the first listener is registered, then read only")
  private final List<MemoryListener> listeners = new ArrayList<>();

  @Confined("as listeners: how many are of this life of the block")
  private int embedded;

  private Owner(Storage storage, OwnerKind kind) {
    super(storage);
    this.kind = kind;
  }

  /** Allocates an owner without listeners. */
  public static Owner allocate(Heap heap, OwnerKind kind, String type, String name) {
    Owner owner = heap.allocate(type, name, Owner.class, storage -> new Owner(storage, kind));
    owner.embedded = 0;
    return owner;
  }

  /** Embeds a listener; in a recycled block, in the place of one of the former life. */
  public MemoryListener embed(String name, int priority, ListenerCallbacks callbacks) {
    if (embedded < listeners.size()) {
      MemoryListener recycled = listeners.get(embedded++);
      recycled.recycle(name, priority, callbacks);
      return recycled;
    }
    embedded++;
    MemoryListener listener = new MemoryListener(storage(), name, priority, callbacks);
    listeners.add(listener);
    return listener;
  }

  /** How the storage lives and dies. */
  public OwnerKind kind() {
    return kind;
  }

  /** The embedded listeners. */
  public List<MemoryListener> listeners() {
    return List.copyOf(listeners.subList(0, embedded));
  }

  @Override
  public String label() {
    return storage().label();
  }
}
