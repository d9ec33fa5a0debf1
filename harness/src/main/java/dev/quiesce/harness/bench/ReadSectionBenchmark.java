package dev.quiesce.harness.bench;

import dev.quiesce.api.seam.AsymmetricBarrier;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.FastRcu;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.RcuReader;
import dev.quiesce.harness.barrier.Barriers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * An empty read section: the fast domain's flavours, QEMU's algorithm, and what the JDK offers
 * instead. Each state builds one of them only, so that a fork loads no other.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class ReadSectionBenchmark {
  private static final int SECTIONS = 1000;

  private static RcuReader fast(AsymmetricBarrier barrier) {
    return new FastRcu(new Bql(LockObserver.NONE), Batching.PROMPT, barrier).attach("bench").rcu();
  }

  /** A reader of the membarrier flavour. */
  @State(Scope.Thread)
  public static class Memb {
    final RcuReader reader = fast(Barriers.of("membarrier").barrier());
  }

  /** The same, found through a thread-local variable. */
  @State(Scope.Thread)
  public static class MembLocal {
    final ThreadLocal<RcuReader> readers =
        ThreadLocal.withInitial(() -> fast(Barriers.of("membarrier").barrier()));
  }

  /** A reader of the fenced flavour. */
  @State(Scope.Thread)
  public static class Fenced {
    final RcuReader reader = fast(AsymmetricBarrier.fenced());
  }

  /** A reader of QEMU's algorithm. */
  @State(Scope.Thread)
  public static class Qemu {
    final RcuReader reader =
        new QemuRcu(new Bql(LockObserver.NONE), Batching.PROMPT).attach("bench").rcu();
  }

  /** The read side of the JDK's read-write lock. */
  @State(Scope.Benchmark)
  public static class ReadWrite {
    final Lock lock = new ReentrantReadWriteLock().readLock();
  }

  /** The JDK's stamped lock. */
  @State(Scope.Benchmark)
  public static class Stamped {
    final StampedLock lock = new StampedLock();
  }

  /** Membarrier flavour, with the handle at hand. */
  @Benchmark
  public void memb(Memb on) {
    on.reader.lock();
    on.reader.unlock();
  }

  /**
   * Sections one after the other, counted as {@code urcu_yardstick.c} counts those of liburcu: the
   * loop costs an addition and a branch, where JMH's own loop reads a volatile flag each time.
   */
  @Benchmark
  @OperationsPerInvocation(SECTIONS)
  public void membInALoop(Memb on) {
    for (int i = 0; i < SECTIONS; i++) {
      on.reader.lock();
      on.reader.unlock();
    }
  }

  /** JMH's loop around nothing: what every other score here has in it. */
  @Benchmark
  public void nothing() {}

  /** One section in another. */
  @Benchmark
  public void membNested(Memb on) {
    on.reader.lock();
    on.reader.lock();
    on.reader.unlock();
    on.reader.unlock();
  }

  /** One look-up for the whole section. */
  @Benchmark
  public void membThreadLocal(MembLocal on) {
    RcuReader reader = on.readers.get();
    reader.lock();
    reader.unlock();
  }

  /** The same, sections one after the other: each fence makes the compiler look up again. */
  @Benchmark
  @OperationsPerInvocation(SECTIONS)
  public void membThreadLocalInALoop(MembLocal on) {
    for (int i = 0; i < SECTIONS; i++) {
      RcuReader reader = on.readers.get();
      reader.lock();
      reader.unlock();
    }
  }

  /** That look-up alone: a section with one cannot be quicker. */
  @Benchmark
  public RcuReader threadLocal(MembLocal on) {
    return on.readers.get();
  }

  /** Fenced flavour. */
  @Benchmark
  public void fenced(Fenced on) {
    on.reader.lock();
    on.reader.unlock();
  }

  /** QEMU's own algorithm. */
  @Benchmark
  public void qemu(Qemu on) {
    on.reader.lock();
    on.reader.unlock();
  }

  /** {@code ReentrantReadWriteLock}. */
  @Benchmark
  @SuppressWarnings("LockNotBeforeTry") // nothing in between can fail
  public void readWriteLock(ReadWrite on) {
    on.lock.lock();
    on.lock.unlock();
  }

  /** {@code StampedLock}. */
  @Benchmark
  public void stampedLock(Stamped on) {
    on.lock.unlockRead(on.lock.readLock());
  }
}
