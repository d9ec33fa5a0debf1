package dev.quiesce.api.heap;

import dev.quiesce.api.seam.Confined;
import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import java.lang.invoke.MethodHandles;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code g_malloc} and {@code g_free} with a ledger: what was allocated, released (the last owner
 * gave it up), retired (its free waits) and freed.
 *
 * <p>Thread-safe. Blocks for the length of a list operation in recycling mode only.
 */
public final class Heap {
  private final HeapMode mode;
  private final boolean sites;
  private final HeapObserver observer;
  private final Ledger ledger = new Ledger();
  private final Mutex poolLock;

  @Confined("under poolLock")
  private final Map<String, Deque<Object>> pools = new HashMap<>();

  /**
   * Creates an empty heap.
   *
   * @param sites whether reports name call frames: costs a stack walk at each change of state
   */
  public Heap(HeapMode mode, boolean sites) {
    this(mode, sites, HeapObserver.NONE);
  }

  /**
   * Creates an empty heap that reports each change of state.
   *
   * @param sites whether reports name call frames: costs a stack walk at each change of state
   * @param observer told of it; {@link HeapObserver#NONE} costs nothing
   */
  public Heap(HeapMode mode, boolean sites, HeapObserver observer) {
    this.mode = mode;
    this.sites = sites;
    this.observer = observer;
    this.poolLock = Seam.mutex("heap pools");
  }

  /** What the ledger counts; each is an exact number once the threads are quiescent. */
  private static final class Ledger extends SharedObject {
    static final IntField<Ledger> RETIRED =
        IntField.of(MethodHandles.lookup(), Ledger.class, "retired");
    static final IntField<Ledger> PEAK = IntField.of(MethodHandles.lookup(), Ledger.class, "peak");

    @SuppressWarnings("unused") // through RETIRED
    int retired;

    @SuppressWarnings("unused") // through PEAK
    int peak;
  }

  /**
   * Allocates a block with the struct that {@code layout} places in it; a recycled block brings the
   * struct of its former life.
   *
   * @param kind the type in C; only blocks of one kind replace each other
   */
  public <T extends HeapObject> T allocate(
      String kind, String name, Class<T> type, Function<Storage, T> layout) {
    T recycled = mode == HeapMode.RECYCLE ? type.cast(takeRecycled(kind)) : null;
    T object = recycled != null ? recycled : layout.apply(new Storage(kind, name));
    Storage storage = object.storage();
    Seam.lifetime(storage, false, () -> storage.begin(name, site()));
    if (observer != HeapObserver.NONE) {
      observer.allocated(storage);
    }
    return object;
  }

  /**
   * Frees the block of {@code object}, and every struct in it.
   *
   * @throws MemoryFault if it has been freed already
   */
  public void free(HeapObject object) {
    Storage storage = object.storage();
    boolean wasRetired = storage.isRetired();
    Seam.lifetime(storage, true, () -> storage.end(site()));
    if (observer != HeapObserver.NONE) {
      observer.freed(storage);
    }
    if (wasRetired && !Seam.CONTROLLED) {
      int unused = Ledger.RETIRED.getAndAdd(ledger, -1);
    }
    if (mode == HeapMode.RECYCLE) {
      poolLock.lock();
      pools.computeIfAbsent(storage.kind(), kind -> new ArrayDeque<>()).push(object);
      poolLock.unlock();
    }
  }

  /**
   * Notes that the free of {@code object} has been handed over for later: it counts as backlog
   * until then.
   */
  public void noteRetired(HeapObject object) {
    Seam.mark(MarkerKind.RETIRED, object.storage(), null);
    object.storage().retire(site());
    if (observer != HeapObserver.NONE) {
      observer.retired(object.storage());
    }
    if (!Seam.CONTROLLED) {
      int now = Ledger.RETIRED.getAndAdd(ledger, 1) + 1;
      for (int peak = Ledger.PEAK.getOpaque(ledger);
          now > peak;
          peak = Ledger.PEAK.getOpaque(ledger)) {
        if (Ledger.PEAK.compareAndSet(ledger, peak, now)) {
          break;
        }
      }
    }
  }

  /** Notes that {@code object} has been unlinked, for reports. */
  public void noteUnlinked(HeapObject object) {
    object.storage().noteUnlinked(site());
  }

  /**
   * Blocks that are retired and not yet freed. Not counted in a controlled process, where the
   * checker does it.
   */
  public int backlog() {
    return Ledger.RETIRED.getOpaque(ledger);
  }

  /** The largest {@link #backlog} so far. */
  public int peakBacklog() {
    return Ledger.PEAK.getOpaque(ledger);
  }

  private @Nullable Object takeRecycled(String kind) {
    poolLock.lock();
    Deque<Object> pool = pools.get(kind);
    Object object = pool == null ? null : pool.poll();
    poolLock.unlock();
    return object;
  }

  private Site site() {
    return sites || (Seam.CONTROLLED && Seam.controller().explaining())
        ? Site.here()
        : Site.ofThread();
  }
}
