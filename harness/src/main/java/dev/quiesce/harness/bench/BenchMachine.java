package dev.quiesce.harness.bench;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.heap.HeapObserver;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.Call;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.FlatRange;
import dev.quiesce.api.memory.Int128;
import dev.quiesce.api.memory.ListenerCallbacks;
import dev.quiesce.api.memory.Memory;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.AsymmetricBarrier;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuDomain;
import dev.quiesce.harness.barrier.Barriers;
import dev.quiesce.harness.barrier.MeasuredRcu;
import java.util.ServiceLoader;

/**
 * A machine over one strategy's default form: devices, and the permanent listener with {@code
 * log_clear} behind them. The devices want commits only, as in QEMU today, or {@code log_clear}
 * too.
 */
final class BenchMachine implements AutoCloseable {
  private static final long RAM_BYTES = 1L << 30;
  private static final int KVM_PRIORITY = 10;
  private static final int DIRTY_LOG_MIGRATION = 1;

  private final Vm vm;
  private final Memory memory;
  private final MemoryRegion ram;
  private final AddressSpace space;

  /** A virtio device's function pointers. */
  private static final class CommitOnly implements ListenerCallbacks {
    @Override
    public boolean isSet(Callback callback) {
      return callback == Callback.COMMIT;
    }

    @Override
    public void call(QemuThread self, MemoryListener listener, Call call) {}
  }

  /** KVM's function pointers, as far as they matter here. */
  private static final class Clearing implements ListenerCallbacks {
    @Override
    public boolean isSet(Callback callback) {
      return callback == Callback.LOG_CLEAR || callback == Callback.REGION_ADD;
    }

    @Override
    public void call(QemuThread self, MemoryListener listener, Call call) {}

    @Override
    public void logClear(
        QemuThread self, MemoryListener listener, FlatRange range, long offset, long bytes) {
      if (bytes <= 0) {
        throw new IllegalStateException("nothing is cleared at " + offset);
      }
    }
  }

  /** With so many devices like {@code device}. */
  BenchMachine(String strategy, String rcuDomain, int listeners, ListenerCallbacks device) {
    this(strategy, rcuDomain, listeners, device, Batching.PROMPT, HeapObserver.NONE);
  }

  BenchMachine(
      String strategy,
      String rcuDomain,
      int listeners,
      ListenerCallbacks device,
      Batching batching,
      HeapObserver observer) {
    StrategyPlugin plugin = plugin(strategy);
    Bql bql = new Bql(LockObserver.NONE);
    AsymmetricBarrier barrier = Barriers.ofProcess().barrier();
    RcuDomain rcu = MeasuredRcu.of(rcuDomain).create(bql, batching, barrier);
    this.vm =
        new Vm(bql, rcu, new Heap(HeapMode.QUARANTINE, false, observer), Seam::mutex, barrier);
    this.memory =
        new Memory(vm, plugin.create(vm, plugin.descriptor().defaultForm().ingredients()), false);
    MemoryRegion system = MemoryRegion.named("system", Int128.TWO_POW_64).container();
    this.ram = MemoryRegion.named("pc.ram", Int128.ofUnsigned(RAM_BYTES)).ram();
    boolean unused = system.addSubregion(0, ram);
    rcu.start(() -> memory.attach("call_rcu"));
    QemuThread self = memory.attach("setup");
    bql.lock(self, "setup");
    this.space = memory.initAddressSpace(self, Storage.permanent("memory"), "memory", system);
    for (int i = 0; i < listeners; i++) {
      register(self, OwnerKind.QOM, "virtio", 0, device);
    }
    register(self, OwnerKind.STATIC, "kvm-memory", KVM_PRIORITY, new Clearing());
    memory.startDirtyLog(self, DIRTY_LOG_MIGRATION);
    bql.unlock(self);
    rcu.detach(self);
  }

  private static StrategyPlugin plugin(String id) {
    return ServiceLoader.load(StrategyPlugin.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(plugin -> plugin.descriptor().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no strategy " + id));
  }

  /** Whether a strategy declares that an operation of that scenario does not return. */
  static boolean hangsIn(String id, String scenario) {
    return plugin(id).descriptor().defaultForm().declares(Promise.NO_DEADLOCK, scenario);
  }

  private Owner register(
      QemuThread self, OwnerKind kind, String name, int priority, ListenerCallbacks callbacks) {
    Owner owner = Owner.allocate(vm.heap(), kind, name, name);
    memory.register(self, owner.embed(name, priority, callbacks), space);
    return owner;
  }

  /** Plugs and unplugs one VFIO-like device: a heap owner that is freed right away. */
  void plugAndUnplug(QemuThread self, ListenerCallbacks callbacks) {
    vm.bql().lock(self, "bench");
    unplug(self, plug(self, callbacks));
    vm.bql().unlock(self);
  }

  /** Plugs a VFIO-like device; BQL held. */
  Owner plug(QemuThread self, ListenerCallbacks callbacks) {
    return register(self, OwnerKind.HEAP, "vfio", 0, callbacks);
  }

  /** Unregisters its listener and gives the device up; BQL held. */
  void unplug(QemuThread self, Owner owner) {
    if (memory.unregister(self, owner.listeners().get(0)) == null) {
      throw new IllegalStateException("no outcome");
    }
    memory.release(self, owner);
  }

  /** Function pointers of a device, as in QEMU today. */
  static ListenerCallbacks deviceCallbacks() {
    return new CommitOnly();
  }

  /**
   * Function pointers of the devices of a population, by the name that the scenarios have for it:
   * those of the tree today, or all of them with {@code log_clear}.
   */
  static ListenerCallbacks devices(String population) {
    return switch (population) {
      case "in-tree" -> new CommitOnly();
      case "with-log-clear" -> new Clearing();
      default ->
          throw new IllegalArgumentException(
              "no population " + population + ": in-tree or with-log-clear");
    };
  }

  /** A migration starts: some strategies walk differently then. */
  void startMigration() {
    QemuThread self = memory.attach("migration start");
    vm.bql().lock(self, "bench");
    memory.migrationStarts(self);
    vm.bql().unlock(self);
    vm.rcu().detach(self);
  }

  Memory memory() {
    return memory;
  }

  Vm vm() {
    return vm;
  }

  /** The region whose dirty log is on. */
  MemoryRegion ram() {
    return ram;
  }

  @Override
  public void close() {
    vm.rcu().close();
  }
}
