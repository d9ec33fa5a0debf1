package dev.quiesce.strategy.activeref;

import dev.quiesce.api.seam.AsymmetricBarrier;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.RefField;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * The slots of all walkers, and the wait for those at one node.
 *
 * <p><b>Why no visit is missed</b>. A walker announces, executes the light side of the barrier, and
 * looks whether the node is closed. Unregister closes, executes the heavy side, and looks at every
 * slot. Either the walker sees that the node is closed, and does not call; or unregister sees the
 * announcement, and waits. The same pair keeps a wake-up from being lost: a walker that was seen
 * leaves, executes the light side, and looks whether it left a closed node.
 *
 * <p>The list grows at its head and never shrinks: as many slots as there were walkers at once, and
 * walks nested in walks. One thread at a time waits, because it holds the BQL. Thread-safe.
 */
final class VisitSlots extends SharedObject {
  private static final RefField<VisitSlots, VisitSlot> HEAD =
      RefField.of(MethodHandles.lookup(), VisitSlots.class, "head", VisitSlot.class);

  private final AsymmetricBarrier barrier;
  private final Event visitOver = Seam.event("the last visit of a closed node ends", false);

  @SuppressWarnings("unused") // through HEAD
  private @Nullable VisitSlot head;

  /** No slots. */
  VisitSlots(AsymmetricBarrier barrier) {
    this.barrier = barrier;
  }

  /** A slot for the calling thread, to be {@linkplain #giveBack given back}. */
  VisitSlot claim() {
    // Acquire: a slot's link was set before it was published.
    VisitSlot first = HEAD.getAcquire(this);
    for (VisitSlot at = first; at != null; at = at.next()) {
      if (at.claim()) {
        return at;
      }
    }
    VisitSlot fresh = new VisitSlot(first);
    while (!HEAD.compareAndSet(this, first, fresh)) {
      first = HEAD.getAcquire(this);
      fresh = new VisitSlot(first);
    }
    return fresh;
  }

  /** Gives a slot back; a visit that its dead owner has announced is over. */
  void giveBack(VisitSlot slot) {
    slot.giveBack();
    visitOver.set();
  }

  /** Announces a visit; false if the node is closed: leave all the same. */
  boolean enter(VisitSlot slot, ClearNode node) {
    slot.announce(node);
    // Orders the announcement before the look at the node; pairs with await().
    barrier.light("visit");
    boolean closed = node.isClosed();
    return !closed;
  }

  /** Ends a visit. The node is there until the caller's read section ends. */
  void leave(VisitSlot slot, ClearNode node) {
    slot.leave();
    // Orders the end before the look at the node; pairs with await().
    barrier.light("leave");
    if (node.isClosed()) {
      visitOver.set();
    }
  }

  /** Waits until a closed node is not visited. Blocks for the length of a callback at most. */
  void await(ClearNode closed) {
    // Orders the closing before the look at the slots; pairs with enter() and leave().
    barrier.heavy("close");
    if (isVisited(closed)) {
      // The reset comes before the look: what ends after the look sets the event again.
      for (visitOver.reset(); isVisited(closed); visitOver.reset()) {
        visitOver.await();
      }
    }
  }

  private boolean isVisited(ClearNode node) {
    for (VisitSlot at = HEAD.getAcquire(this); at != null; at = at.next()) {
      if (at.isAt(node)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String label() {
    return "visit slots";
  }
}
