package dev.quiesce.api.memory;

import dev.quiesce.api.heap.HeapObject;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.RefField;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * {@code struct MemoryListener}: a struct inside its owner's storage, linked on two lists. It has
 * no reference count, no lock and no rcu_head; that is the problem.
 */
public final class MemoryListener extends HeapObject {
  static final RefField<MemoryListener, ListenerCallbacks> CALLBACKS =
      RefField.of(
          MethodHandles.lookup(), MemoryListener.class, "callbacks", ListenerCallbacks.class);
  static final RefField<MemoryListener, AddressSpace> ADDRESS_SPACE =
      RefField.of(MethodHandles.lookup(), MemoryListener.class, "addressSpace", AddressSpace.class);

  @Confined("before the first registration; then read only, until the block's next life")
  private String name;

  @Confined("as name")
  private int priority;

  private final QTailQLink<MemoryListener> link;
  private final QTailQLink<MemoryListener> linkAs;

  @SuppressWarnings("unused") // through CALLBACKS
  private @Nullable ListenerCallbacks callbacks;

  @SuppressWarnings("unused") // through ADDRESS_SPACE
  private @Nullable AddressSpace addressSpace;

  @Confined("BQL: register and unregister; 0 when it never was registered")
  private int registrations;

  @Confined("BQL: register and unregister")
  private boolean registered;

  /**
   * Places a listener in {@code storage}; not registered.
   *
   * @param priority low is called first when something is added, last when something is deleted
   */
  public MemoryListener(Storage storage, String name, int priority, ListenerCallbacks callbacks) {
    super(storage);
    this.name = name;
    this.priority = priority;
    this.link = new QTailQLink<>(storage, this, name, ".link");
    this.linkAs = new QTailQLink<>(storage, this, name, ".link_as");
    CALLBACKS.setPlain(this, callbacks);
  }

  /** The name that QEMU's tracing prints. */
  public String name() {
    return name;
  }

  /** Place in the lists. */
  public int priority() {
    return priority;
  }

  /** Links on the global list. */
  public QTailQLink<MemoryListener> link() {
    return link;
  }

  /** Links on the address space's list. */
  public QTailQLink<MemoryListener> linkAs() {
    return linkAs;
  }

  /** The function pointers, loaded from the struct; null when the struct has been zeroed. */
  public @Nullable ListenerCallbacks callbacks() {
    return CALLBACKS.getPlain(this);
  }

  /** {@code listener->address_space}, loaded from the struct. */
  public @Nullable AddressSpace addressSpace() {
    return ADDRESS_SPACE.getPlain(this);
  }

  /** Stores {@code listener->address_space}. */
  public void addressSpace(@Nullable AddressSpace value) {
    ADDRESS_SPACE.setPlain(this, value);
  }

  /** Whether it is registered; the caller holds the BQL. */
  public boolean isRegistered() {
    return registered;
  }

  /** Notes a registration or its end; the caller holds the BQL. */
  public void registered(boolean now) {
    registered = now;
    if (now) {
      registrations++;
    }
  }

  /**
   * Which registration of this struct is, or was, the last; counted from 1. The caller holds the
   * BQL.
   */
  public int registrations() {
    return registrations;
  }

  /**
   * {@code memset(listener, 0, sizeof *listener)}, as {@code vhost_dev_cleanup} does: every pointer
   * of the struct.
   */
  public void zero() {
    QTailQLink.NEXT.setPlain(link, null);
    QTailQLink.PREV.setPlain(link, null);
    QTailQLink.NEXT.setPlain(linkAs, null);
    QTailQLink.PREV.setPlain(linkAs, null);
    CALLBACKS.setPlain(this, null);
    ADDRESS_SPACE.setPlain(this, null);
  }

  /** {@code g_malloc0} gave the same block to another owner, which fills it in. */
  void recycle(String newName, int newPriority, ListenerCallbacks newCallbacks) {
    zero();
    name = newName;
    priority = newPriority;
    registered = false;
    initialise(newCallbacks);
  }

  /** Fills a zeroed struct in again. */
  public void initialise(ListenerCallbacks newCallbacks) {
    CALLBACKS.setPlain(this, newCallbacks);
  }

  @Override
  public String label() {
    return name;
  }
}
