package dev.quiesce.harness.control.peer;

import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import java.lang.invoke.MethodHandles;

/**
 * Whether a shared arena is open, and how many calls keep it so: the state word of the JDK's own
 * session, with the same steps. A call that is passed a segment of the arena counts itself in,
 * which fails once the arena is closed; closing succeeds only at a count of none. The word belongs
 * to the collector, so that one who comes too late finds it.
 *
 * <p>Source: {@code jdk.internal.foreign.SharedSession}, {@code acquire0}, {@code release0} and
 * {@code justClose}.
 */
@SuppressWarnings("unused") // through the token
final class ArenaSession extends SharedObject implements Visits {
  private static final IntField<ArenaSession> STATE =
      IntField.of(MethodHandles.lookup(), ArenaSession.class, "state");

  private static final int OPEN = 0;
  private static final int CLOSED = -1;

  private final String name;
  private final SharedArena arena;
  private final Event released;
  private int state = OPEN;

  ArenaSession(String name, SharedArena arena) {
    this.name = name;
    this.arena = arena;
    this.released = Seam.event("calls into " + name, true);
  }

  /** {@code acquire0}: false if the arena is closed. */
  @Override
  public boolean enter() {
    while (true) {
      int now = STATE.getVolatile(this);
      if (now == CLOSED) {
        return false;
      }
      if (STATE.compareAndSet(this, now, now + 1)) {
        return true;
      }
    }
  }

  /** {@code release0}. */
  @Override
  public void leave() {
    if (STATE.getAndAdd(this, -1) == 1) {
      released.set();
    }
  }

  /**
   * {@code justClose}. Blocks while calls keep the arena open: {@code Arena.close()} throws then,
   * and its caller has to come again.
   */
  @Override
  public void end() {
    while (true) {
      released.reset();
      if (STATE.compareAndSet(this, OPEN, CLOSED)) {
        break;
      }
      released.await();
    }
    arena.close();
  }

  @Override
  public String label() {
    return name + ".arena";
  }
}
