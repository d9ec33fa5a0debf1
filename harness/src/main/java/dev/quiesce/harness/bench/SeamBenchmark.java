package dev.quiesce.harness.bench;

import dev.quiesce.api.seam.IntField;
import dev.quiesce.api.seam.LongField;
import dev.quiesce.api.seam.RefField;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.seam.SharedObject;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the seam costs: the same list walk and the same read section, once through tokens of the
 * seam and once through {@code VarHandle}s.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@SuppressWarnings({"NullAway.Init", "unused"}) // JMH and the tokens set the fields
public class SeamBenchmark {
  @Param("16")
  int listeners;

  private SeamNode seamHead;
  private DirectNode directHead;
  private final Object payload = new Object();
  private final SeamReader seamReader = new SeamReader();
  private final DirectReader directReader = new DirectReader();

  /** A list element behind the seam. */
  static final class SeamNode extends SharedObject {
    static final RefField<SeamNode, SeamNode> NEXT =
        RefField.of(MethodHandles.lookup(), SeamNode.class, "next", SeamNode.class);
    static final RefField<SeamNode, Object> CALLBACK =
        RefField.of(MethodHandles.lookup(), SeamNode.class, "callback", Object.class);

    @Nullable SeamNode next;
    @Nullable Object callback;
  }

  /** The same without it; the number stands for the seam's. */
  static final class DirectNode {
    static final VarHandle NEXT = handle(DirectNode.class, "next", DirectNode.class);
    static final VarHandle CALLBACK = handle(DirectNode.class, "callback", Object.class);

    final int number = 0;
    @Nullable DirectNode next;
    @Nullable Object callback;
  }

  /** A reader behind the seam: {@code rcu_read_lock} with its two fences. */
  static final class SeamReader extends SharedObject {
    static final LongField<SeamReader> COUNTER =
        LongField.of(MethodHandles.lookup(), SeamReader.class, "counter");
    static final LongField<SeamReader> GRACE_PERIOD =
        LongField.of(MethodHandles.lookup(), SeamReader.class, "gracePeriod");
    static final IntField<SeamReader> WAITING =
        IntField.of(MethodHandles.lookup(), SeamReader.class, "waiting");

    private int depth;
    long gracePeriod = 1;
    long counter;
    int waiting;

    void lock(boolean fences) {
      if (depth++ > 0) {
        return;
      }
      COUNTER.setOpaque(this, GRACE_PERIOD.getOpaque(this));
      if (fences) {
        Seam.fullFence("benchmark");
      }
    }

    void unlock(boolean fences) {
      if (--depth > 0) {
        return;
      }
      COUNTER.setRelease(this, 0);
      if (fences) {
        Seam.fullFence("benchmark");
      }
      if (WAITING.getOpaque(this) != 0) {
        WAITING.setOpaque(this, 0);
      }
    }
  }

  /** The same without the seam. */
  static final class DirectReader {
    static final VarHandle COUNTER = handle(DirectReader.class, "counter", long.class);
    static final VarHandle GRACE_PERIOD = handle(DirectReader.class, "gracePeriod", long.class);
    static final VarHandle WAITING = handle(DirectReader.class, "waiting", int.class);

    final int number = 0;
    private int depth;
    long gracePeriod = 1;
    long counter;
    int waiting;

    void lock(boolean fences) {
      if (depth++ > 0) {
        return;
      }
      COUNTER.setOpaque(this, (long) GRACE_PERIOD.getOpaque(this));
      if (fences) {
        VarHandle.fullFence();
      }
    }

    void unlock(boolean fences) {
      if (--depth > 0) {
        return;
      }
      COUNTER.setRelease(this, 0L);
      if (fences) {
        VarHandle.fullFence();
      }
      if ((int) WAITING.getOpaque(this) != 0) {
        WAITING.setOpaque(this, 0);
      }
    }
  }

  private static VarHandle handle(Class<?> owner, String field, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
          .findVarHandle(owner, field, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Builds both lists alternately, so that neither lies better in memory. */
  @Setup
  public void build() {
    SeamNode lastSeam = new SeamNode();
    DirectNode lastDirect = new DirectNode();
    seamHead = lastSeam;
    directHead = lastDirect;
    for (int i = 0; i < listeners; i++) {
      SeamNode seam = new SeamNode();
      DirectNode direct = new DirectNode();
      Object callback = i == listeners - 1 ? payload : null;
      SeamNode.CALLBACK.setPlain(seam, callback);
      DirectNode.CALLBACK.set(direct, callback);
      SeamNode.NEXT.setRelease(lastSeam, seam);
      DirectNode.NEXT.setRelease(lastDirect, direct);
      lastSeam = seam;
      lastDirect = direct;
    }
  }

  /** The walk through the seam. */
  @Benchmark
  public int walkSeam() {
    int found = 0;
    for (SeamNode at = SeamNode.NEXT.getAcquire(seamHead);
        at != null;
        at = SeamNode.NEXT.getAcquire(at)) {
      if (SeamNode.CALLBACK.getPlain(at) != null) {
        found++;
      }
    }
    return found;
  }

  /** The walk through {@code VarHandle}s. */
  @Benchmark
  public int walkDirect() {
    int found = 0;
    for (DirectNode at = (DirectNode) DirectNode.NEXT.getAcquire(directHead);
        at != null;
        at = (DirectNode) DirectNode.NEXT.getAcquire(at)) {
      if ((Object) DirectNode.CALLBACK.get(at) != null) {
        found++;
      }
    }
    return found;
  }

  /** A read section with fences through the seam. */
  @Benchmark
  public void sectionSeam() {
    seamReader.lock(true);
    seamReader.unlock(true);
  }

  /** A read section with fences through {@code VarHandle}s. */
  @Benchmark
  public void sectionDirect() {
    directReader.lock(true);
    directReader.unlock(true);
  }

  /** The stores and loads of a read section without its fences, which hide everything else. */
  @Benchmark
  public void unfencedSectionSeam() {
    seamReader.lock(false);
    seamReader.unlock(false);
  }

  /** The same through {@code VarHandle}s. */
  @Benchmark
  public void unfencedSectionDirect() {
    directReader.lock(false);
    directReader.unlock(false);
  }
}
