package dev.quiesce.strategy.activeref;

import dev.quiesce.api.heap.HeapObject;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.QTailQLink;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.RefField;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The registry's own node for one registration of a listener with {@code log_clear}; the owner
 * knows nothing of it.
 *
 * <p>Invariants: {@link #VISITS} is {@link #CLOSED}, or not, plus the number of walkers that are at
 * the node. A walker calls the listener only between an {@link #enter} that returned true and its
 * {@link #leave}. Once closed and down to no visit, a node is never visited again: its listener's
 * owner may go. The node itself lives on for a grace period.
 */
final class ClearNode extends HeapObject {
  /** The node takes no visit: its registration is not complete yet, or is ending. */
  static final int CLOSED = Integer.MIN_VALUE;

  static final IntField<ClearNode> VISITS =
      IntField.of(MethodHandles.lookup(), ClearNode.class, "visits");
  private static final RefField<ClearNode, MemoryListener> LISTENER =
      RefField.of(MethodHandles.lookup(), ClearNode.class, "listener", MemoryListener.class);

  private final QTailQLink<ClearNode> link;

  @SuppressWarnings("unused") // through VISITS
  private int visits;

  @SuppressWarnings("unused") // through LISTENER
  private @Nullable MemoryListener listener;

  /** A node in {@code storage}, to be {@linkplain #initialise initialised} in each life of it. */
  ClearNode(Storage storage) {
    super(storage);
    this.link = new QTailQLink<>(storage, this, "clear_link");
  }

  /** Fills the node in, before its publication. */
  void initialise(MemoryListener registered, boolean closed) {
    VISITS.setPlain(this, closed ? CLOSED : 0);
    LISTENER.setPlain(this, registered);
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

  /** Whether the node takes no visit. */
  boolean isClosed() {
    return VISITS.getAcquire(this) < 0;
  }

  /**
   * Announces a visit and looks whether the node is open, in one atomic operation: of a visit and a
   * {@link #close} the later one sees the earlier. False if it was closed; leave all the same.
   */
  boolean enter() {
    return VISITS.getAndAdd(this, 1) >= 0;
  }

  /** Ends a visit; true if it was the last of a closed node. */
  boolean leave() {
    return VISITS.getAndAdd(this, -1) == CLOSED + 1;
  }

  /** Takes visits from now on. */
  void open() {
    int unused = VISITS.getAndAdd(this, -CLOSED);
  }

  /** Takes no visit from now on; those in flight go on. True if there are any. */
  boolean close() {
    return VISITS.getAndAdd(this, CLOSED) != 0;
  }

  /** Whether a closed node is still visited. */
  boolean isVisited() {
    return VISITS.getVolatile(this) != CLOSED;
  }

  @Override
  public String label() {
    return storage().label();
  }
}
