package dev.quiesce.harness.bench;

import dev.quiesce.api.seam.AsymmetricBarrier;
import dev.quiesce.api.seam.RefField;
import dev.quiesce.api.seam.SharedObject;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.FastRcu;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.RcuReader;
import dev.quiesce.harness.barrier.Barriers;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/**
 * A walk over a linked list of listeners with nothing around it, in a read section of either
 * flavour, and as the JDK would have it. The body is either one addition, or a call through an
 * interface with several implementations, as callbacks of listeners are.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings({"NullAway.Init", "unused"}) // JMH and the tokens set the fields
public class WalkBenchmark {
  /** An element. */
  static final class Node extends SharedObject {
    static final RefField<Node, Node> NEXT =
        RefField.of(MethodHandles.lookup(), Node.class, "next", Node.class);

    final int weight;
    final IntUnaryOperator callback;
    @Nullable Node next;

    Node(int weight, IntUnaryOperator callback) {
      this.weight = weight;
      this.callback = callback;
    }
  }

  /** What is walked, by every thread. */
  @State(Scope.Benchmark)
  public static class Listeners {
    @Param("16")
    int listeners;

    Node head;
    final CopyOnWriteArrayList<Node> copied = new CopyOnWriteArrayList<>();
    final ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();
    final StampedLock stamped = new StampedLock();

    /** Builds the list. */
    @Setup
    public void build() {
      IntUnaryOperator[] callbacks = {x -> x + 1, x -> x ^ 5, x -> x - 3, x -> x * 7};
      head = new Node(0, callbacks[0]);
      Node last = head;
      for (int i = 0; i < listeners; i++) {
        Node node = new Node(i, callbacks[i % callbacks.length]);
        Node.NEXT.setRelease(last, node);
        last = node;
      }
      for (Node at = Node.NEXT.getPlain(head); at != null; at = Node.NEXT.getPlain(at)) {
        copied.add(at);
      }
    }

    int sum() {
      int sum = 0;
      for (Node at = Node.NEXT.getAcquire(head); at != null; at = Node.NEXT.getAcquire(at)) {
        sum += at.weight;
      }
      return sum;
    }

    int call() {
      int value = 0;
      for (Node at = Node.NEXT.getAcquire(head); at != null; at = Node.NEXT.getAcquire(at)) {
        value = at.callback.applyAsInt(value);
      }
      return value;
    }
  }

  /** The domain of the membarrier flavour. */
  @State(Scope.Benchmark)
  public static class MembDomain {
    final FastRcu rcu = domain(Barriers.of("membarrier").barrier());
  }

  /** Its reader. */
  @State(Scope.Thread)
  public static class Memb {
    RcuReader reader;

    /** Registers. */
    @Setup
    public void attach(MembDomain domain) {
      reader = domain.rcu.attach(Thread.currentThread().getName()).rcu();
    }
  }

  /** The domain of the fenced flavour. */
  @State(Scope.Benchmark)
  public static class FencedDomain {
    final FastRcu rcu = domain(AsymmetricBarrier.fenced());
  }

  /** Its reader. */
  @State(Scope.Thread)
  public static class Fenced {
    RcuReader reader;

    /** Registers. */
    @Setup
    public void attach(FencedDomain domain) {
      reader = domain.rcu.attach(Thread.currentThread().getName()).rcu();
    }
  }

  private static FastRcu domain(AsymmetricBarrier barrier) {
    return new FastRcu(new Bql(LockObserver.NONE), Batching.PROMPT, barrier);
  }

  /** No protection. */
  @Benchmark
  public int sumUnprotected(Listeners on) {
    return on.sum();
  }

  /** Membarrier flavour. */
  @Benchmark
  public int sumMemb(Listeners on, Memb by) {
    by.reader.lock();
    int sum = on.sum();
    by.reader.unlock();
    return sum;
  }

  /** Fenced flavour. */
  @Benchmark
  public int sumFenced(Listeners on, Fenced by) {
    by.reader.lock();
    int sum = on.sum();
    by.reader.unlock();
    return sum;
  }

  /** {@code CopyOnWriteArrayList}. */
  @Benchmark
  public int sumCopyOnWrite(Listeners on) {
    int sum = 0;
    for (Node at : on.copied) {
      sum += at.weight;
    }
    return sum;
  }

  /** No protection. */
  @Benchmark
  public int callUnprotected(Listeners on) {
    return on.call();
  }

  /** Membarrier flavour. */
  @Benchmark
  public int callMemb(Listeners on, Memb by) {
    by.reader.lock();
    int value = on.call();
    by.reader.unlock();
    return value;
  }

  /** Fenced flavour. */
  @Benchmark
  public int callFenced(Listeners on, Fenced by) {
    by.reader.lock();
    int value = on.call();
    by.reader.unlock();
    return value;
  }

  /** {@code ReentrantReadWriteLock}. */
  @Benchmark
  public int callReadWriteLock(Listeners on) {
    on.readWrite.readLock().lock();
    try {
      return on.call();
    } finally {
      on.readWrite.readLock().unlock();
    }
  }

  /** {@code StampedLock}. */
  @Benchmark
  public int callStampedLock(Listeners on) {
    long stamp = on.stamped.readLock();
    try {
      return on.call();
    } finally {
      on.stamped.unlockRead(stamp);
    }
  }

  /** Two walkers without protection. */
  @Benchmark
  @Threads(2)
  public int callUnprotectedByTwo(Listeners on) {
    return callUnprotected(on);
  }

  /** Two walkers, membarrier flavour. */
  @Benchmark
  @Threads(2)
  public int callMembByTwo(Listeners on, Memb by) {
    return callMemb(on, by);
  }

  /** Two walkers, fenced flavour. */
  @Benchmark
  @Threads(2)
  public int callFencedByTwo(Listeners on, Fenced by) {
    return callFenced(on, by);
  }

  /** Two walkers, {@code ReentrantReadWriteLock}. */
  @Benchmark
  @Threads(2)
  public int callReadWriteLockByTwo(Listeners on) {
    return callReadWriteLock(on);
  }
}
