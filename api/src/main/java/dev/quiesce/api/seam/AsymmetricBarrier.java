package dev.quiesce.api.seam;

/**
 * A store-load barrier between two parties of which one runs often and the other seldom: QEMU's
 * {@code smp_mb_placeholder()} and {@code smp_mb_global()}.
 *
 * <p><b>Shape.</b> The frequent side announces something, then calls {@link #light}, then looks.
 * The seldom side changes something, then calls {@link #heavy}, then looks at the announcements:
 *
 * <pre>{@code
 * walker:  ANNOUNCED.setRelease(slot, walk);  barrier.light("walk");   look at the list
 * updater: unlink from the list;              barrier.heavy("unlink"); look at every slot
 * }</pre>
 *
 * Either the updater sees the announcement, or the walker does not see what was unlinked. The
 * announcement must be a {@code setRelease} or {@code setOpaque}, the updater's look a {@code
 * getAcquire}; see below why a plain store would not do.
 *
 * <p><b>Flavours</b>, fixed per process and named in a run's manifest:
 *
 * <ul>
 *   <li><i>membarrier</i>: the light side emits no instruction; the heavy side makes the kernel
 *       interrupt every processor that runs this process. Costs microseconds there.
 *   <li><i>fenced</i>: both sides are full fences. Needs nothing of the system.
 * </ul>
 *
 * <p><b>Why the light side orders anything.</b> At run time the kernel's fence falls somewhere in
 * the walker's instruction stream. If the announcement is before that place, the heavy side sees
 * it; if it is after, so are the looks, and they see the change. What remains is that the compiler
 * must not move a look above the announcement. The Java memory model has no word for that short of
 * a full fence, so the argument is about HotSpot: C2 brackets an opaque or release store with
 * {@code MemBarCPUOrder}, and any {@code VarHandle} fence is a node that no memory access moves
 * across, whatever instruction it emits (barrierSetC2.cpp and memnode.cpp, JDK 17 and 25; {@code
 * acquireFence} emits none on x86-64 and one {@code dmb ishld} on AArch64). C1 and the interpreter
 * execute an opaque or release store as a volatile one. A plain store has none of this: C2 then
 * hoists.
 *
 * <p>In a controlled process the light side is no step and the heavy side drains every store
 * buffer, so that a missing heavy side shows.
 *
 * <p>Thread-safe; never blocks on another thread's progress.
 */
public abstract sealed class AsymmetricBarrier permits FencedBarrier, MembarrierBarrier {
  AsymmetricBarrier() {}

  /** The flavour that needs nothing of the system. */
  public static AsymmetricBarrier fenced() {
    return new FencedBarrier();
  }

  /** The flavour whose heavy side is {@code kernel}; a controlled process never calls it. */
  public static AsymmetricBarrier membarrier(ProcessFence kernel) {
    return new MembarrierBarrier(kernel);
  }

  /**
   * The frequent side: orders this thread's announcement before its later accesses, against {@link
   * #heavy}.
   *
   * @param site names the barrier in step tables; a planted bug leaves it out by this name
   */
  public abstract void light(String site);

  /**
   * The seldom side: orders this thread's earlier accesses before its later ones, against {@link
   * #light} and against itself; also a full fence.
   */
  public abstract void heavy(String site);

  /** Whether the light side is free of instructions and the heavy side a system call. */
  public abstract boolean expedited();

  /** The flavour's name: {@code membarrier} or {@code fenced}. */
  public final String flavour() {
    return expedited() ? "membarrier" : "fenced";
  }
}
