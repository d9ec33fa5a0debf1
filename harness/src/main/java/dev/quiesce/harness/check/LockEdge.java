package dev.quiesce.harness.check;

import dev.quiesce.api.heap.Site;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One thread took, or tried to take, a lock while it held another. Waiting for a grace period takes
 * the lock {@link HeldLocks#GRACE_PERIOD}, which read sections hold; waiting for an RCU callback
 * takes {@link HeldLocks#CALLBACKS}, which the call_rcu thread holds for the length of a batch.
 *
 * @param held what it held
 * @param wanted what it took
 * @param thread its name
 * @param heldSince the step in which it took the first; {@link #REAL} on a real thread
 * @param wantedAt the step before it asked for the second; {@link #REAL} on a real thread
 * @param heldBy what it was doing when it took the first, innermost last; empty on a real thread
 * @param wantedBy what it was doing when it asked for the second; on a real thread its stack
 * @param guards further locks that it held, which keep other holders of them out
 */
public record LockEdge(
    String held,
    String wanted,
    String thread,
    int heldSince,
    int wantedAt,
    Supplier<String> heldBy,
    Supplier<String> wantedBy,
    Set<String> guards) {
  /** No step: real threads have none. */
  public static final int REAL = -1;

  /** Copies the set. */
  public LockEdge {
    guards = Set.copyOf(guards);
  }

  /** Whether the other says nothing new: the same locks, thread and guards. */
  boolean sameAs(LockEdge other) {
    return held.equals(other.held)
        && wanted.equals(other.wanted)
        && thread.equals(other.thread)
        && guards.equals(other.guards);
  }

  /**
   * The same, with what the thread was doing in words: nothing refers to the execution any more.
   */
  LockEdge inWords() {
    String first = heldBy.get();
    String second = wantedBy.get();
    return new LockEdge(
        held, wanted, thread, heldSince, wantedAt, () -> first, () -> second, guards);
  }

  /** The same, of a real thread that asked for the second lock there. */
  public LockEdge at(Site site) {
    String stack = String.join(" < ", site.frames());
    return new LockEdge(held, wanted, thread, heldSince, wantedAt, heldBy, () -> stack, guards);
  }

  @Override
  public String toString() {
    if (wantedAt == REAL) {
      return thread + " holds " + held + " and takes " + wanted + " at " + wantedBy.get();
    }
    return thread
        + " holds "
        + held
        + " (step "
        + heldSince
        + ", "
        + heldBy.get()
        + ") and takes "
        + wanted
        + " (after step "
        + wantedAt
        + ", "
        + wantedBy.get()
        + ")";
  }
}
