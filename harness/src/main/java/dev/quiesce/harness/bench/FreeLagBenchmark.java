package dev.quiesce.harness.bench;

import dev.quiesce.api.memory.ListenerCallbacks;
import dev.quiesce.api.sync.QemuThread;
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
 * From the retirement of a heap owner to its free, on a machine that does nothing else: the
 * secondary results. A strategy that frees at once has a lag of 0. The score is the whole round
 * with its pauses, and says nothing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class FreeLagBenchmark {
  private static final long PAUSE_NANOS = 200_000;

  /** A machine, and one thread that plugs. */
  @State(Scope.Benchmark)
  public static class Idle {
    @Param("control-unfixed")
    String strategy;

    @Param("fast")
    String rcu;

    @Param("prompt")
    String batching;

    private final FreeLag lag = new FreeLag();
    private final ListenerCallbacks callbacks = BenchMachine.deviceCallbacks();
    private BenchMachine machine;
    private QemuThread self;

    /** Builds the machine. */
    @Setup
    public void build() {
      machine =
          new BenchMachine(
              strategy,
              rcu,
              16,
              BenchMachine.deviceCallbacks(),
              ReplaySettings.batching(batching),
              lag);
      self = machine.memory().attach("bench");
    }

    long plugAndUnplug() {
      LockSupport.parkNanos(PAUSE_NANOS);
      lag.reset();
      machine.plugAndUnplug(self, callbacks);
      return lag.await(PAUSE_NANOS);
    }

    /** Ends its call_rcu thread. */
    @TearDown
    public void close() {
      machine.vm().rcu().detach(self);
      machine.close();
    }
  }

  /** One owner. */
  @Benchmark
  public void retireToFree(Idle on, Latencies latencies) {
    latencies.record(on.plugAndUnplug());
  }
}
