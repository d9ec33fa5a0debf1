package dev.quiesce.api.sync;

import dev.quiesce.api.seam.AsymmetricBarrier;
import dev.quiesce.api.seam.AtomicStep;
import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.DelaySite;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/**
 * RCU whose readers pay next to nothing: liburcu's {@code memb} flavour with 64-bit numbers.
 *
 * <p><b>Protocol</b>. A reader stores the grace period's number in its own word when it enters, and
 * 0 when it leaves ({@link FastReader}). An updater unlinks, advances the number, executes the
 * heavy side of the asymmetric barrier once, and waits for every word that is neither 0 nor the new
 * number.
 *
 * <p><b>Why one barrier and one phase are enough</b>. Take a section S and an updater's barrier B.
 *
 * <ol>
 *   <li>S stored its word before B took effect on its processor. Then the scan after B sees that
 *       word. It is an older number: S is awaited. Or it is the new one: S read it with acquire,
 *       from a store that follows the unlink, so S cannot reach what was unlinked.
 *   <li>S stored its word after B took effect there. Then its loads come after B too, and see the
 *       unlink, which comes before B.
 *   <li>The scan's acquire load that finds a word of 0, or the new number, synchronises with the
 *       release store of it, which follows every access of the thread's earlier sections: they
 *       happen before the free.
 *   <li>An older number cannot be mistaken for the new one, because numbers do not come round; that
 *       is what liburcu's second phase is for.
 * </ol>
 *
 * <p><b>Waiting</b>. A reader's section is short, so the updater looks again a few times. After
 * that the section's thread is likely preempted: the updater asks each reader it waits for to wake
 * it, and all readers to yield whenever they leave, for a few milliseconds at most, then sleeps.
 * Without the yields the preempted reader waits for whole time slices of those that run; with one
 * yield each it still waits where they are many. In the membarrier flavour no wake-up is lost: the
 * request is stored before a heavy barrier and the reader looks for it after the light side. In the
 * fenced flavour a reader that leaves has no fence, and a lost wake-up costs the updater {@value
 * #PATIENCE_NANOS} ns.
 *
 * <p><b>Locks</b>: as in {@link QemuRcu}. <b>Blocking</b>: sections never block; {@link
 * #synchronize} does. <b>Thread churn</b>: an unregistered reader is referred to until the end of a
 * grace period under way, and no longer.
 *
 * <p><b>Source</b>: userspace-rcu, urcu.c and static/urcu-memb.h; Desnoyers, McKenney et al.,
 * "User-Level Implementations of Read-Copy Update", IEEE TPDS 23(2), 2012.
 */
public final class FastRcu extends RcuDomain {
  /** How long the updater sleeps before it looks again by itself. */
  static final long PATIENCE_NANOS = 1_000_000;

  /** Looks before the updater sleeps; a look is a step of a controlled process, so none there. */
  private static final int SPINS = Seam.CONTROLLED ? 0 : 200;

  /** After so many sleeps that nobody ended, readers are no longer asked to yield. */
  private static final int YIELDING = 4;

  private final AsymmetricBarrier barrier;
  private final CallQueue queue;
  private final GracePeriodWord gracePeriod = new GracePeriodWord();
  private final Drains drains = new Drains();
  private final Mutex syncLock = Seam.mutex("rcu_sync_lock");
  private final Mutex registryLock = Seam.mutex("rcu_registry_lock");
  private final Event left = Seam.event("a reader's quiescent state", false);

  @Confined("under registryLock")
  private final List<FastReader> registry = new ArrayList<>();

  @Confined("under syncLock: who was registered when the grace period began")
  private final List<FastReader> present = new ArrayList<>();

  @Confined("under syncLock: those of them whose sections are still awaited")
  private final List<FastReader> awaited = new ArrayList<>();

  /** How many drains are under way. */
  @SuppressWarnings("unused") // through its token
  private static final class Drains extends SharedObject {
    static final IntField<Drains> COUNT =
        IntField.of(MethodHandles.lookup(), Drains.class, "count");

    int count;

    @Override
    public String label() {
      return "rcu drains";
    }
  }

  /**
   * A domain with its callbacks under {@code bql}.
   *
   * @param barrier decides the flavour of the readers
   */
  public FastRcu(Bql bql, Batching batching, AsymmetricBarrier barrier) {
    super(bql);
    this.barrier = barrier;
    this.queue = new CallQueue(bql, batching);
  }

  @Override
  protected RcuReader register(String thread) {
    FastReader reader =
        barrier.expedited()
            ? MembarrierReader.create(thread, gracePeriod, left)
            : FencedReader.create(thread, gracePeriod, left);
    // A grace period that does not see this reader has released the lock before: the reader's
    // sections see what that updater had unlinked.
    registryLock.lock();
    registry.add(reader);
    registryLock.unlock();
    return reader;
  }

  @Override
  protected void unregister(RcuReader reader) {
    registryLock.lock();
    boolean unused = registry.remove((FastReader) reader);
    registryLock.unlock();
  }

  @Override
  public List<String> holdouts() {
    List<String> names = new ArrayList<>();
    if (registryLock.tryLock()) {
      long number = GracePeriodWord.VALUE.getAcquire(gracePeriod);
      for (FastReader reader : registry) {
        if (isOpen(reader, number)) {
          names.add(reader.thread());
        }
      }
      registryLock.unlock();
    }
    return names;
  }

  @Override
  protected void end(RcuReader dead) {
    FastReader reader = (FastReader) dead;
    // Release: what the dead thread did in its section happens before what follows the section.
    FastReader.WORD.setRelease(reader, 0);
    unregister(reader);
    left.set();
  }

  @Override
  int readers() {
    registryLock.lock();
    int count = registry.size();
    registryLock.unlock();
    return count;
  }

  @Override
  public void addForceQuiescentNotifier(RcuReader reader, Runnable kick) {
    registryLock.lock();
    ((FastReader) reader).forceQuiescent().add(kick);
    registryLock.unlock();
  }

  @Override
  protected void gracePeriod(QemuThread self) {
    syncLock.lock();
    // Plain: written under syncLock only.
    long number = GracePeriodWord.VALUE.getPlain(gracePeriod) + GracePeriodWord.STEP;
    // Release: publishes the unlink to a reader that enters with this number.
    GracePeriodWord.VALUE.setRelease(gracePeriod, number);
    Seam.delay(DelaySite.BUMP_TO_SCAN);
    // Orders the unlink and the number before the look at the words; pairs with
    // FastReader.afterEntering().
    barrier.heavy("synchronize_rcu");
    beginWaiting();
    awaitReaders(number);
    present.clear();
    Seam.delay(DelaySite.SCAN_TO_RETURN);
    syncLock.unlock();
  }

  private void beginWaiting() {
    registryLock.lock();
    for (int i = 0; i < registry.size(); i++) {
      present.add(registry.get(i));
      awaited.add(registry.get(i));
    }
    registryLock.unlock();
  }

  /** Forgets the readers whose earlier sections have ended; whether none is left. */
  private boolean allLeft(long number) {
    for (int i = awaited.size() - 1; i >= 0; i--) {
      if (!isOpen(awaited.get(i), number)) {
        // The last one takes its place.
        FastReader last = awaited.remove(awaited.size() - 1);
        if (i < awaited.size()) {
          awaited.set(i, last);
        }
      }
    }
    return awaited.isEmpty();
  }

  private static boolean isOpen(FastReader reader, long number) {
    return isOpen(FastReader.WORD.getAcquire(reader), number);
  }

  private static boolean isOpen(long word, long number) {
    return (word & FastReader.NESTING) != 0 && (word ^ number) > FastReader.NESTING;
  }

  private void awaitReaders(long number) {
    for (int looks = 0; !allLeft(number); looks++) {
      if (looks == SPINS) {
        sleepUntilAllLeft(number);
        return;
      }
      Seam.spinWait();
    }
  }

  private void sleepUntilAllLeft(long number) {
    int alarms = 0;
    // A hint, so nothing orders it.
    askEverybody(FastReader.YIELD);
    do {
      if (!sleep(number) && ++alarms >= YIELDING) {
        // Who is awaited still is not preempted but in a long section: others need not pay for it.
        askEverybody(FastReader.NO_FAVOUR);
      }
    } while (!allLeft(number));
    askEverybody(FastReader.NO_FAVOUR);
  }

  private void askEverybody(long favour) {
    present.forEach(reader -> FastReader.FAVOUR.setOpaque(reader, favour));
  }

  /** Sleeps until a reader has left; false if none had when patience ended. */
  private boolean sleep(long number) {
    left.reset();
    askToBeWoken();
    if (allLeft(number)) {
      return true;
    }
    if (Drains.COUNT.getOpaque(drains) > 0) {
      kick();
    }
    if (!Seam.CONTROLLED) {
      return left.await(PATIENCE_NANOS);
    }
    if (barrier.expedited()) {
      // No patience: a lost wake-up would show as a deadlock.
      left.await();
    } else {
      Seam.step(new Patience(awaited, number));
    }
    return true;
  }

  private void askToBeWoken() {
    awaited.forEach(reader -> FastReader.FAVOUR.setOpaque(reader, FastReader.WAKE));
    // Orders the request before the next look at the words; pairs with
    // FastReader.afterLeaving(): either the reader sees the request, or this look sees that it
    // left.
    barrier.heavy("wait_for_readers");
  }

  private void kick() {
    registryLock.lock();
    for (FastReader reader : awaited) {
      reader.forceQuiescent().forEach(Runnable::run);
    }
    registryLock.unlock();
  }

  /**
   * Sleeping a while and looking again, for as long as that takes, as one step of a controlled
   * process: the looks that find nothing change nothing.
   */
  private static final class Patience extends AtomicStep {
    private final List<FastReader> readers;
    private final long number;

    Patience(List<FastReader> readers, long number) {
      super("sleep until a reader has left", readers, FastReader.WORD);
      this.readers = List.copyOf(readers);
      this.number = number;
    }

    @Override
    public boolean enabled() {
      return readers.stream()
          .anyMatch(reader -> !isOpen((Long) FastReader.WORD.peek(reader), number));
    }

    @Override
    public List<String> waitsFor() {
      return readers.stream().map(RcuReader::thread).toList();
    }

    @Override
    public void run() {}
  }

  @Override
  void enqueue(RcuHead head) {
    queue.enqueue(head);
  }

  @Override
  int awaitBatch() {
    return queue.awaitBatch();
  }

  @Override
  RcuHead dequeue(QemuThread self) {
    return queue.dequeue(self);
  }

  @Override
  void drainBegins() {
    int unused = Drains.COUNT.getAndAdd(drains, 1);
  }

  @Override
  void drainEnds() {
    int unused = Drains.COUNT.getAndAdd(drains, -1);
  }
}
