package dev.quiesce.harness.explore;

/**
 * One state on the current path of a search, and the step that was taken from it. Reused from
 * execution to execution.
 */
final class Node {
  int enabled;
  int chosen;

  /** Tasks to be explored from here (DPOR), or not yet tried (bounded search). */
  int backtrack;

  /** Tasks whose next step from here leads only to what is covered already. */
  int sleep;

  /** For each task in {@link #sleep}, what its step touches. */
  final long[][] asleep = new long[Integer.SIZE][];

  /** Preemptions on the way to this state; bounded search only. */
  int preemptions;

  /** The task of the previous step. */
  int before;

  // the step that was taken

  long[] footprint = Footprint.NONE;
  OpKind kind = OpKind.BEGIN;

  /**
   * The number of the mutex of a lock operation; 0 for others. Objects differ from execution to
   * execution.
   */
  int mutex;

  int sequence;
  final int[] clock = new int[Integer.SIZE];

  /** For an acquisition's release: the depth of the acquisition. For others -1. */
  int acquisition;

  /** How many accesses there were before it. */
  int accesses;

  /** Bounded search only: a hash of the step with what it came after. */
  long event;

  /** Bounded search only: a hash of the state that the step leads to. */
  long state;

  /**
   * The step is about to be taken again, in another execution.
   *
   * @throws Nondeterminism if it cannot, or is another step
   */
  void checkAgain(Actors actors, int depth) {
    Nondeterminism.checkCanAct(depth, chosen, actors.canAct(chosen));
    Nondeterminism.checkSame(depth, actors.isAbout(chosen, kind, footprint));
  }
}
