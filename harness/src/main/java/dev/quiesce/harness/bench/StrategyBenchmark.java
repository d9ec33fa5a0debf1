package dev.quiesce.harness.bench;

import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.ListenerCallbacks;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.sync.QemuThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** Single operations over one strategy, in nanoseconds. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StrategyBenchmark {
  private static final long CHUNK = 256 * 1024;

  /** Between two devices of a steady updater. */
  private static final long PAUSE_NANOS = 50_000;

  /** A machine during a migration. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH sets the fields
  public static class Migrating {
    @Param("control-unfixed")
    String strategy;

    @Param("fast")
    String rcu;

    @Param("16")
    int listeners;

    @Param("in-tree")
    String population;

    BenchMachine machine;

    /** Builds the machine. */
    @Setup
    public void build() {
      machine = new BenchMachine(strategy, rcu, listeners, BenchMachine.devices(population));
      machine.startMigration();
    }

    /** Ends its call_rcu thread. */
    @TearDown
    public void close() {
      machine.close();
    }
  }

  /** A machine without a migration. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH sets the fields
  public static class Idle {
    @Param("control-unfixed")
    String strategy;

    @Param("fast")
    String rcu;

    BenchMachine machine;

    /** Builds the machine. */
    @Setup
    public void build() {
      machine = new BenchMachine(strategy, rcu, 16, BenchMachine.deviceCallbacks());
    }

    /** Ends its call_rcu thread. */
    @TearDown
    public void close() {
      machine.close();
    }
  }

  /** One thread that walks. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // JMH sets the fields
  public static class Walker {
    QemuThread self;
    DirtyClear clear;
    MemoryRegion ram;

    /** Attaches the thread. */
    @Setup
    public void attach(Migrating on) {
      self = on.machine.memory().attach(Thread.currentThread().getName());
      clear = on.machine.memory().dirtyClear(self);
      ram = on.machine.ram();
    }

    /** Detaches it. */
    @TearDown
    public void detach(Migrating on) {
      on.machine.vm().rcu().detach(self);
    }
  }

  /** One thread that walks where no migration runs. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // JMH sets the fields
  public static class IdleWalker {
    QemuThread self;
    DirtyClear clear;
    MemoryRegion ram;

    /** Attaches the thread. */
    @Setup
    public void attach(Idle on) {
      self = on.machine.memory().attach(Thread.currentThread().getName());
      clear = on.machine.memory().dirtyClear(self);
      ram = on.machine.ram();
    }

    /** Detaches it. */
    @TearDown
    public void detach(Idle on) {
      on.machine.vm().rcu().detach(self);
    }
  }

  /** One thread that plugs. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // JMH sets the fields
  public static class Plugger {
    QemuThread self;
    ListenerCallbacks callbacks;

    /** Attaches the thread. */
    @Setup
    public void attach(Idle on) {
      self = on.machine.memory().attach(Thread.currentThread().getName());
      callbacks = BenchMachine.deviceCallbacks();
    }

    /** Detaches it. */
    @TearDown
    public void detach(Idle on) {
      on.machine.vm().rcu().detach(self);
    }
  }

  /** An ambient read section with nothing inside. */
  @Benchmark
  public void emptyReadSection(Idle on, Plugger thread) {
    thread.self.enterSection();
    thread.self.leaveSection();
  }

  /** {@code memory_region_clear_dirty_bitmap} of one chunk. */
  @Benchmark
  public void walk(Migrating on, Walker thread) {
    thread.clear.run(thread.ram, 0, CHUNK);
  }

  /** The same on two threads at once. */
  @Benchmark
  @Threads(2)
  public void walkByTwo(Migrating on, Walker thread) {
    thread.clear.run(thread.ram, 0, CHUNK);
  }

  /** The same on four. */
  @Benchmark
  @Threads(4)
  public void walkByFour(Migrating on, Walker thread) {
    thread.clear.run(thread.ram, 0, CHUNK);
  }

  /** The same on eight. */
  @Benchmark
  @Threads(8)
  public void walkByEight(Migrating on, Walker thread) {
    thread.clear.run(thread.ram, 0, CHUNK);
  }

  /** The same on sixteen. */
  @Benchmark
  @Threads(16)
  public void walkBySixteen(Migrating on, Walker thread) {
    thread.clear.run(thread.ram, 0, CHUNK);
  }

  /** A walk while another thread plugs and unplugs. */
  @Benchmark
  @Group("steady")
  public void walkBesideUpdater(Idle on, IdleWalker thread) {
    thread.clear.run(thread.ram, 0, CHUNK);
  }

  /** That thread, with a pause after each device. */
  @Benchmark
  @Group("steady")
  public void updateBesideWalker(Idle on, Plugger thread) {
    on.machine.plugAndUnplug(thread.self, thread.callbacks);
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  /** The BQL goes back and forth between two threads. */
  @Benchmark
  @Threads(2)
  public void bqlHandOver(Idle on, Plugger thread) {
    on.machine.vm().bql().lock(thread.self, "bench");
    on.machine.vm().bql().unlock(thread.self);
  }

  /** A heap owner is made, registered, unregistered and given up. */
  @Benchmark
  public void registerUnregister(Idle on, Plugger thread) {
    on.machine.plugAndUnplug(thread.self, thread.callbacks);
  }
}
