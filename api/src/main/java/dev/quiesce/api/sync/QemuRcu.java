package dev.quiesce.api.sync;

import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.DelaySite;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.LongField;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/**
 * The complete algorithm of util/rcu.c (QEMU 7.2), which is liburcu's {@code urcu-mb}: a
 * grace-period counter, a snapshot of it in each reader, and fences on both sides.
 *
 * <p><b>Locks</b>: {@code rcu_sync_lock} admits one grace period at a time; {@code
 * rcu_registry_lock} nests inside it and protects the registry. The reader takes neither.
 */
public final class QemuRcu extends RcuDomain {
  private static final long COUNTER_STEP = 2;
  private static final long INITIAL_COUNTER = 1;

  private final CallQueue queue;
  private final State state = new State();
  private final Mutex syncLock = Seam.mutex("rcu_sync_lock");
  private final Mutex registryLock = Seam.mutex("rcu_registry_lock");
  private final Event gracePeriodEvent = Seam.event("a reader's quiescent state", true);

  @Confined("under registryLock")
  private final List<Reader> registry = new ArrayList<>();

  /** {@code qsreaders}: who need not be awaited any more; a field, so that they may unregister. */
  @Confined("under registryLock")
  private final List<Reader> quiescent = new ArrayList<>();

  /** The fields of the domain that more than one thread reaches without a lock. */
  @SuppressWarnings("unused") // its fields are read through their tokens
  private static final class State extends SharedObject {
    static final LongField<State> COUNTER =
        LongField.of(MethodHandles.lookup(), State.class, "counter");
    static final IntField<State> DRAINS =
        IntField.of(MethodHandles.lookup(), State.class, "drains");

    long counter;
    int drains;

    @Override
    public String label() {
      return "rcu";
    }
  }

  /** A domain with its callbacks under {@code bql}. */
  public QemuRcu(Bql bql, Batching batching) {
    this(bql, batching, INITIAL_COUNTER);
  }

  private QemuRcu(Bql bql, Batching batching, long counter) {
    super(bql);
    this.queue = new CallQueue(bql, batching);
    State.COUNTER.setPlain(state, counter);
  }

  /**
   * A domain whose counter wraps around after that many grace periods, as the kernel starts its own
   * 300 before; it is odd always, and therefore never the 0 of a quiescent reader.
   */
  public static QemuRcu beforeWrap(Bql bql, Batching batching, int gracePeriods) {
    return new QemuRcu(bql, batching, INITIAL_COUNTER - COUNTER_STEP * gracePeriods);
  }

  /** {@code struct rcu_reader_data}. */
  @SuppressWarnings("unused") // its fields are read through their tokens
  private static final class Reader extends RcuReader {
    static final LongField<Reader> COUNTER =
        LongField.of(MethodHandles.lookup(), Reader.class, "counter");
    static final IntField<Reader> WAITING =
        IntField.of(MethodHandles.lookup(), Reader.class, "waiting");

    private final State domain;
    private final Event gracePeriodEvent;

    @Confined("its own thread")
    private int depth;

    @Confined("under registryLock")
    private final List<Runnable> forceQuiescent = new ArrayList<>();

    long counter;
    int waiting;

    Reader(String thread, State domain, Event gracePeriodEvent) {
      super(thread);
      this.domain = domain;
      this.gracePeriodEvent = gracePeriodEvent;
    }

    @Override
    public void lock() {
      if (depth++ > 0) {
        return;
      }
      long sampled = State.COUNTER.getOpaque(domain);
      Seam.delay(DelaySite.SAMPLE_TO_PUBLISH);
      COUNTER.setOpaque(this, sampled);
      // Orders the snapshot before the section's loads; pairs with the fence after the unlink in
      // gracePeriod(), so that either
      // the updater sees this section or the section does not see the unlinked object.
      Seam.fullFence("rcu_read_lock");
      Seam.mark(MarkerKind.READ_LOCK, null, null);
      Seam.delay(DelaySite.PUBLISH_TO_LOAD);
    }

    @Override
    public void unlock() {
      if (depth == 0) {
        throw new IllegalStateException(
            "rcu_read_unlock() by " + thread() + " outside any read section");
      }
      if (--depth > 0) {
        return;
      }
      // Release: the section's accesses happen before the updater's look at 0.
      COUNTER.setRelease(this, 0);
      Seam.mark(MarkerKind.READ_UNLOCK, null, null);
      // Orders the store of 0 before the look at waiting; pairs with the fence between waiting = 1
      // and the look at the counter.
      Seam.fullFence("rcu_read_unlock");
      if (WAITING.getOpaque(this) != 0) {
        WAITING.setOpaque(this, 0);
        gracePeriodEvent.set();
      }
    }

    @Override
    public int depth() {
      return depth;
    }
  }

  @Override
  protected RcuReader register(String thread) {
    Reader reader = new Reader(thread, state, gracePeriodEvent);
    registryLock.lock();
    registry.add(reader);
    registryLock.unlock();
    return reader;
  }

  @Override
  protected void unregister(RcuReader reader) {
    registryLock.lock();
    boolean unused = registry.remove(reader) || quiescent.remove(reader);
    registryLock.unlock();
  }

  @Override
  public List<String> holdouts() {
    List<String> names = new ArrayList<>();
    if (registryLock.tryLock()) {
      registry.stream().filter(this::ongoing).forEach(reader -> names.add(reader.thread()));
      registryLock.unlock();
    }
    return names;
  }

  @Override
  protected void end(RcuReader dead) {
    Reader reader = (Reader) dead;
    // Release: what the dead thread did in its section happens before what follows the section.
    Reader.COUNTER.setRelease(reader, 0);
    unregister(reader);
    gracePeriodEvent.set();
  }

  @Override
  int readers() {
    registryLock.lock();
    int count = registry.size() + quiescent.size();
    registryLock.unlock();
    return count;
  }

  @Override
  public void addForceQuiescentNotifier(RcuReader reader, Runnable kick) {
    registryLock.lock();
    ((Reader) reader).forceQuiescent.add(kick);
    registryLock.unlock();
  }

  @Override
  protected void gracePeriod(QemuThread self) {
    syncLock.lock();
    // Orders the caller's unlink before the look at the readers' counters; pairs with the fence in
    // Reader.lock().
    Seam.fullFence("synchronize_rcu");
    registryLock.lock();
    if (!registry.isEmpty()) {
      State.COUNTER.setVolatile(state, State.COUNTER.getPlain(state) + COUNTER_STEP);
      Seam.delay(DelaySite.BUMP_TO_SCAN);
      waitForReaders();
      Seam.delay(DelaySite.SCAN_TO_RETURN);
    }
    registryLock.unlock();
    syncLock.unlock();
  }

  /** {@code wait_for_readers}; registryLock is held on entry and exit, and not while waiting. */
  private void waitForReaders() {
    while (true) {
      gracePeriodEvent.reset();
      for (Reader reader : registry) {
        Reader.WAITING.setOpaque(reader, 1);
      }
      // Orders waiting = 1 before the look at the counters; pairs with the fence in
      // Reader.unlock().
      Seam.fullFence("wait_for_readers");
      for (Reader reader : List.copyOf(registry)) {
        if (!ongoing(reader)) {
          registry.remove(reader);
          quiescent.add(reader);
          Reader.WAITING.setOpaque(reader, 0);
        } else if (State.DRAINS.getOpaque(state) > 0) {
          reader.forceQuiescent.forEach(Runnable::run);
        }
      }
      if (registry.isEmpty()) {
        break;
      }
      registryLock.unlock();
      gracePeriodEvent.await();
      registryLock.lock();
    }
    registry.addAll(quiescent);
    quiescent.clear();
  }

  private boolean ongoing(Reader reader) {
    long counter = Reader.COUNTER.getAcquire(reader);
    return counter != 0 && counter != State.COUNTER.getOpaque(state);
  }

  @Override
  void enqueue(RcuHead added) {
    queue.enqueue(added);
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
    int unused = State.DRAINS.getAndAdd(state, 1);
  }

  @Override
  void drainEnds() {
    int unused = State.DRAINS.getAndAdd(state, -1);
  }
}
