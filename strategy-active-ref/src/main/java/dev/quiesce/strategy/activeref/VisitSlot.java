package dev.quiesce.strategy.activeref;

import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.LongField;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * What one walk announces: the node that it visits, by its number. A hazard pointer (Michael,
 * "Hazard Pointers: Safe Memory Reclamation for Lock-Free Objects", IEEE TPDS 15(6), 2004) whose
 * owner protects one object at a time; a number in place of the pointer, so that the collector need
 * not know of the store.
 *
 * <p>Invariants: claimed by one thread at a time, which alone announces; never freed, claimed again
 * by a later thread. Whoever reads that a slot is not at a node any more sees what was done at it.
 */
@SuppressWarnings("unused") // the words are reached through their tokens
final class VisitSlot extends VisitPadding {
  /** The number of no node. */
  private static final long NOWHERE = 0;

  private static final LongField<VisitSlot> VISITING =
      LongField.of(MethodHandles.lookup(), VisitSlot.class, "visiting");
  private static final IntField<VisitSlot> CLAIMED =
      IntField.of(MethodHandles.lookup(), VisitSlot.class, "claimed");

  private final @Nullable VisitSlot next;
  private long visiting;
  private int claimed = 1;

  /** A slot that its maker has claimed, before {@code next} in the list of all. */
  VisitSlot(@Nullable VisitSlot next) {
    this.next = next;
  }

  @Nullable VisitSlot next() {
    return next;
  }

  /** Takes a slot that nobody has; false if somebody has it. */
  boolean claim() {
    return CLAIMED.getOpaque(this) == 0 && CLAIMED.compareAndSet(this, 0, 1);
  }

  /** Ends what was announced, if anything, and leaves the slot to others. */
  void giveBack() {
    leave();
    CLAIMED.setRelease(this, 0);
  }

  /** Announces a visit. Nothing is known of the node until a barrier stands behind this. */
  void announce(ClearNode node) {
    // Release: who sees this number also sees that the visits before it are over.
    VISITING.setRelease(this, node.number());
  }

  /** Ends the visit. */
  void leave() {
    // Release: the visit happens before the free; pairs with isAt().
    VISITING.setRelease(this, NOWHERE);
  }

  /** Whether a visit of that node is announced. */
  boolean isAt(ClearNode node) {
    // Volatile: after Event.reset() this must not be an older value; see VisitSlots.await().
    return VISITING.getVolatile(this) == node.number();
  }

  @Override
  public String label() {
    return "visit slot#" + seamId();
  }
}
