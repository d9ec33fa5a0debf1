package dev.quiesce.harness.bench;

import dev.quiesce.api.heap.HeapObserver;
import dev.quiesce.api.memory.ListenerCallbacks;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.harness.replay.ReplaySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the recordings do not reach: many unregistrations in a row, and unregistrations beside
 * threads that stay in their read sections or want the BQL inside them.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class SweepBenchmark {
  /** How long a slow reader stays in its section. */
  private static final long LONG_SECTION_NANOS = 50_000_000;

  /** What a vCPU does between two accesses. */
  private static final long THINK_NANOS = 20_000;

  /** A machine with QEMU's batching of callbacks, and the thread that unplugs. */
  @State(Scope.Benchmark)
  public static class Host {
    @Param("control-unfixed")
    String strategy;

    @Param("fast")
    String rcu;

    @Param("qemu")
    String batching;

    private final ListenerCallbacks callbacks = BenchMachine.deviceCallbacks();
    private BenchMachine machine;
    private QemuThread self;

    /** Builds the machine. */
    @Setup
    public void build() {
      machine =
          new BenchMachine(
              strategy, rcu, 16, callbacks, ReplaySettings.batching(batching), HeapObserver.NONE);
      self = machine.memory().attach("bench");
    }

    private List<Owner> plug(int count) {
      List<Owner> owners = new ArrayList<>(count);
      machine.vm().bql().lock(self, "plug");
      for (int i = 0; i < count; i++) {
        owners.add(machine.plug(self, callbacks));
      }
      machine.vm().bql().unlock(self);
      return owners;
    }

    private void unplug(List<Owner> owners, Backlog backlog) {
      machine.vm().bql().lock(self, "unplug");
      owners.forEach(owner -> machine.unplug(self, owner));
      machine.vm().bql().unlock(self);
      backlog.owners = machine.vm().heap().backlog();
    }

    /** Ends its call_rcu thread. */
    @TearDown
    public void close() {
      machine.vm().rcu().detach(self);
      machine.close();
    }
  }

  /** Devices that are plugged before and unplugged in the measured shot. */
  @State(Scope.Thread)
  public static class Storm {
    @Param({"1", "16", "128"})
    int devices;

    private List<Owner> owners;

    /** Plugs them. */
    @Setup(Level.Iteration)
    public void plug(Host on) {
      owners = on.plug(devices);
    }
  }

  /** What waits for its free, as secondary results. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Backlog {
    private long owners;

    /** Owners that are retired and not freed at the end of the shot. */
    public long backlogOwners() {
      return owners;
    }
  }

  /** A thread beside the one that unplugs. */
  private abstract static class Company {
    private Thread thread;
    private volatile boolean over;

    final void start(Host on, String name) {
      over = false;
      thread =
          new Thread(
              () -> {
                QemuThread self = on.machine.memory().attach(name);
                while (!over) {
                  turn(on, self);
                }
                on.machine.vm().rcu().detach(self);
              },
              name);
      thread.start();
    }

    abstract void turn(Host on, QemuThread self);

    final void end() throws InterruptedException {
      over = true;
      thread.join();
    }
  }

  /** A reader that is nearly always inside a long section. */
  @State(Scope.Thread)
  public static class SlowReader extends Company {
    /** Starts it. */
    @Setup
    public void start(Host on) {
      start(on, "slow reader");
    }

    @Override
    void turn(Host on, QemuThread self) {
      self.enterSection();
      LockSupport.parkNanos(LONG_SECTION_NANOS);
      self.leaveSection();
    }

    /** Ends it. */
    @TearDown
    public void stop() throws InterruptedException {
      end();
    }
  }

  /** vCPUs that take the BQL inside the section of their MMIO dispatch. */
  @State(Scope.Thread)
  public static class Vcpus {
    @Param({"1", "4"})
    int vcpus;

    private final List<Company> all = new ArrayList<>();

    /** Starts them. */
    @Setup
    public void start(Host on) {
      for (int i = 0; i < vcpus; i++) {
        Company vcpu =
            new Company() {
              @Override
              void turn(Host host, QemuThread self) {
                self.enterSection();
                host.machine.vm().bql().lock(self, "mmio");
                host.machine.vm().bql().unlock(self);
                self.leaveSection();
                LockSupport.parkNanos(THINK_NANOS);
              }
            };
        vcpu.start(on, "cpu" + i);
        all.add(vcpu);
      }
    }

    /** Ends them. */
    @TearDown
    public void stop() throws InterruptedException {
      for (Company vcpu : all) {
        vcpu.end();
      }
      all.clear();
    }
  }

  /** Devices are unregistered and given up, one after the other. */
  @Benchmark
  public void unregisterInARow(Host on, Storm storm, Backlog backlog) {
    on.unplug(storm.owners, backlog);
  }

  /** The same beside a reader that stays 50 ms in each section. */
  @Benchmark
  public void unregisterBesideLongSections(
      Host on, Storm storm, SlowReader reader, Backlog backlog) {
    on.unplug(storm.owners, backlog);
  }

  /** The same beside vCPUs in MMIO; whoever waits for readers with the BQL held never returns. */
  @Benchmark
  public void unregisterBesideMmio(Host on, Storm storm, Vcpus vcpus, Backlog backlog) {
    on.unplug(storm.owners, backlog);
  }
}
