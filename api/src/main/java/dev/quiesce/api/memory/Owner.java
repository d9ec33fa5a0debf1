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

  private Owner(Storage storage, OwnerKind kind) {
    super(storage);
    this.kind = kind;
  }

  /** Allocates an owner without listeners. */
  public static Owner allocate(Heap heap, OwnerKind kind, String type, String name) {
    return heap.allocate(type, name, Owner.class, storage -> new Owner(storage, kind));
  }

  /** Embeds a listener. */
  public MemoryListener embed(String name, int priority, ListenerCallbacks callbacks) {
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
    return List.copyOf(listeners);
  }

  @Override
  public String label() {
    return storage().label();
  }
}
