package dev.quiesce.strategy.activeref;

import dev.quiesce.api.heap.HeapObject;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.QTailQLink;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.LongField;
import dev.quiesce.api.seam.RefField;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The registry's own node for one registration of a listener with {@code log_clear}; the owner
 * knows nothing of it.
 *
 * <p>Invariants: a walker calls the listener only between a {@link VisitSlots#enter} that returned
 * true and its {@link VisitSlots#leave}. Once closed and {@linkplain VisitSlots#await awaited}, a
 * node is never visited again: its listener's owner may go. The node itself lives on for a grace
 * period. Closed once, it stays so.
 */
final class ClearNode extends HeapObject {
  private static final IntField<ClearNode> CLOSED =
      IntField.of(MethodHandles.lookup(), ClearNode.class, "closed");
  private static final LongField<ClearNode> NUMBER =
      LongField.of(MethodHandles.lookup(), ClearNode.class, "number");
  private static final RefField<ClearNode, MemoryListener> LISTENER =
      RefField.of(MethodHandles.lookup(), ClearNode.class, "listener", MemoryListener.class);

  private final QTailQLink<ClearNode> link;

  @SuppressWarnings("unused") // through CLOSED
  private int closed;

  @SuppressWarnings("unused") // through NUMBER
  private long number;

  @SuppressWarnings("unused") // through LISTENER
  private @Nullable MemoryListener listener;

  /** A node in {@code storage}, to be {@linkplain #initialise initialised} in each life of it. */
  ClearNode(Storage storage) {
    super(storage);
    this.link = new QTailQLink<>(storage, this, "clear_link");
  }

  /**
   * Fills the node in, before its publication.
   *
   * @param serial a positive number that no node had before
   */
  void initialise(MemoryListener registered, long serial, boolean closedAtFirst) {
    CLOSED.setPlain(this, closedAtFirst ? 1 : 0);
    NUMBER.setPlain(this, serial);
    LISTENER.setPlain(this, registered);
  }

  /** What walkers announce. */
  long number() {
    return NUMBER.getPlain(this);
  }

  /** Links on the list of the nodes. */
  QTailQLink<ClearNode> link() {
    return link;
  }

  /**
   * The listener. Its owner is there for whoever holds the BQL while the node is linked, and for
   * whoever has entered.
   */
  MemoryListener listener() {
    return Objects.requireNonNull(LISTENER.getPlain(this));
  }

  /** Whether the node takes no visit: its registration is not complete yet, or is ending. */
  boolean isClosed() {
    // Acquire: who finds it open sees the registration complete; pairs with open().
    return CLOSED.getAcquire(this) != 0;
  }

  /** Takes visits from now on; the caller holds the BQL. */
  void open() {
    // Volatile: a walk that begins after register has returned must find the node open, so this
    // store may not linger; pairs with isClosed().
    CLOSED.setVolatile(this, 0);
  }

  /** Takes no visit any more; those in flight go on. The caller holds the BQL. */
  void close() {
    CLOSED.setRelease(this, 1);
  }

  @Override
  public String label() {
    return storage().label();
  }
}
