package dev.quiesce.harness.bench;

import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuDomain;
import dev.quiesce.harness.replay.ReplaySettings;
import java.util.concurrent.TimeUnit;
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
 * From {@code callRcu} to the callback, on a machine that does nothing else, and beside it what it
 * takes to wake a thread at all: the secondary results. The score is the whole round with its
 * pauses, and says nothing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class CallbackBenchmark {
  private static final long PAUSE_NANOS = 200_000;

  /** A domain with its call_rcu thread, and one thread that queues. */
  @State(Scope.Benchmark)
  public static class Idle {
    @Param({BenchDomain.MEMB, BenchDomain.FENCED, BenchDomain.QEMU})
    String domain;

    @Param("prompt")
    String batching;

    private RcuDomain rcu;
    private QemuThread self;

    /** When the last callback ran, 0 before. */
    private volatile long ranAt;

    /** Starts the call_rcu thread. */
    @Setup
    public void start() {
      Batching preset = ReplaySettings.batching(batching);
      rcu = BenchDomain.create(domain, new Bql(LockObserver.NONE), preset);
      self = rcu.attach("bench");
      rcu.start(() -> rcu.attach("call_rcu"));
    }

    long lag() {
      LockSupport.parkNanos(PAUSE_NANOS);
      ranAt = 0;
      long begin = System.nanoTime();
      rcu.callRcu(worker -> ranAt = System.nanoTime());
      // Asleep, not awake: a thread that runs would make the barrier interrupt its processor.
      while (ranAt == 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      return ranAt - begin;
    }

    /** Ends it. */
    @TearDown
    public void close() {
      rcu.detach(self);
      rcu.close();
    }
  }

  /** A thread that sleeps until it is woken, with nothing to do then. */
  @State(Scope.Benchmark)
  public static class Asleep {
    private volatile boolean stop;

    private volatile boolean called;

    /** When the sleeper was awake, 0 before. */
    private volatile long awakeAt;

    private Thread sleeper;

    /** Starts the sleeper. */
    @Setup
    public void start() {
      sleeper = new Thread(this::sleep, "sleeper");
      sleeper.setDaemon(true);
      sleeper.start();
    }

    private void sleep() {
      while (!stop) {
        LockSupport.park();
        if (called && awakeAt == 0) {
          awakeAt = System.nanoTime();
        }
      }
    }

    long lag() {
      LockSupport.parkNanos(PAUSE_NANOS);
      awakeAt = 0;
      long begin = System.nanoTime();
      called = true;
      LockSupport.unpark(sleeper);
      while (awakeAt == 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      called = false;
      return awakeAt - begin;
    }

    /** Ends it. */
    @TearDown
    public void close() throws InterruptedException {
      stop = true;
      LockSupport.unpark(sleeper);
      sleeper.join();
    }
  }

  /** One wake-up: no callback can come sooner. */
  @Benchmark
  public void wakeUp(Asleep on, Latencies latencies) {
    latencies.record(on.lag());
  }

  /** One callback. */
  @Benchmark
  public void lag(Idle on, Latencies latencies) {
    latencies.record(on.lag());
  }
}
