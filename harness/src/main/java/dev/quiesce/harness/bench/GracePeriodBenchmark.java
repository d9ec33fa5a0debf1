package dev.quiesce.harness.bench;

import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Grace periods with readers that do nothing but enter and leave sections, as many of them as the
 * parameter says. The score is grace periods a second, the secondary results how long one takes.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class GracePeriodBenchmark {
  /** A domain with busy readers. */
  @State(Scope.Benchmark)
  public static class Busy {
    @Param({BenchDomain.MEMB, BenchDomain.QEMU})
    String domain;

    @Param({"1", "4", "16"})
    int readers;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();
    private RcuDomain rcu;
    private QemuThread self;

    /** Starts the readers. */
    @Setup
    public void start() throws InterruptedException {
      rcu = BenchDomain.create(domain, new Bql(LockObserver.NONE), Batching.PROMPT);
      self = rcu.attach("updater");
      CountDownLatch started = new CountDownLatch(readers);
      for (int i = 0; i < readers; i++) {
        Thread thread = new Thread(() -> read(started), "reader " + i);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
      }
      started.await();
    }

    private void read(CountDownLatch started) {
      QemuThread me = rcu.attach(Thread.currentThread().getName());
      started.countDown();
      while (!stop.getOpaque()) {
        readSome(me);
      }
      rcu.detach(me);
    }

    /** A loop of its own, which the compiler need not leave for the flag. */
    private static void readSome(QemuThread me) {
      for (int i = 0; i < 1000; i++) {
        me.rcu().lock();
        me.rcu().unlock();
      }
    }

    void synchronize(Latencies latencies) {
      long begin = System.nanoTime();
      rcu.synchronize(self);
      latencies.record(System.nanoTime() - begin);
    }

    /** Ends the readers. */
    @TearDown
    public void stop() throws InterruptedException {
      stop.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  /** One after the other. */
  @Benchmark
  public void backToBack(Busy on, Latencies latencies) {
    on.synchronize(latencies);
  }

  /** With a pause of 1 ms before each, as an updater that does something else has. */
  @Benchmark
  public void paced(Busy on, Latencies latencies) {
    LockSupport.parkNanos(1_000_000);
    on.synchronize(latencies);
  }
}
