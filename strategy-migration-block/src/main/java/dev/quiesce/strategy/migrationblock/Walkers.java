package dev.quiesce.strategy.migrationblock;

import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import java.lang.invoke.MethodHandles;

/**
 * How many unlocked walkers are inside, and a way to wait until there is none.
 *
 * <p>One thread at a time waits: it holds the BQL, which no walker takes inside its walk.
 */
final class Walkers extends SharedObject {
  private static final IntField<Walkers> INSIDE =
      IntField.of(MethodHandles.lookup(), Walkers.class, "inside");
  private static final IntField<Walkers> AWAITED =
      IntField.of(MethodHandles.lookup(), Walkers.class, "awaited");

  private final Event none = Seam.event("the last unlocked walker leaves", false);

  @SuppressWarnings("unused") // through INSIDE
  private int inside;

  @SuppressWarnings("unused") // through AWAITED
  private int awaited;

  /** A walker enters. The full fence orders its announcement before its first look at the list. */
  void enter() {
    int unused = INSIDE.getAndAdd(this, 1);
  }

  /** A walker leaves. */
  void leave() {
    // The full fence orders the count before the look at awaited; pairs with the volatile store in
    // awaitNone().
    if (INSIDE.getAndAdd(this, -1) == 1 && AWAITED.getOpaque(this) != 0) {
      none.set();
    }
  }

  /** Blocks until no walker is inside; one may enter right after. */
  void awaitNone() {
    if (INSIDE.getVolatile(this) == 0) {
      return;
    }
    AWAITED.setVolatile(this, 1);
    for (none.reset(); INSIDE.getVolatile(this) != 0; none.reset()) {
      none.await();
    }
    AWAITED.setOpaque(this, 0);
  }

  @Override
  public String label() {
    return "unlocked walkers";
  }
}
