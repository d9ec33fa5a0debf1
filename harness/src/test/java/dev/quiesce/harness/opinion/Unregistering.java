package dev.quiesce.harness.opinion;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.Call;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.Int128;
import dev.quiesce.api.memory.ListenerCallbacks;
import dev.quiesce.api.memory.Memory;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.RefusedException;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuDomain;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The thread's race on a whole machine with real RCU: a migration clears dirty bits in a read
 * section while main unregisters a listener and gives its owner up.
 *
 * @param plugin the strategy
 * @param ingredients what is switched on
 * @param expected the worst ending that any execution has
 * @param withWorker whether a third thread runs callbacks
 */
record Unregistering(
    StrategyPlugin plugin, Set<Ingredient> ingredients, Ending expected, boolean withWorker)
    implements Supplier<Trial> {
  private static final String UNFIXED = "control-unfixed";
  private static final long RAM_BYTES = 0x1000;

  /** Every fix, and QEMU as it is. None of them waits for a callback, so nobody runs any. */
  static List<Unregistering> subjects() {
    return ServiceLoader.load(StrategyPlugin.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(one -> one.descriptor().role() == Role.FIX || one.descriptor().id().equals(UNFIXED))
        .map(
            one ->
                of(one, one.descriptor().role() == Role.FIX ? Ending.FINE : Ending.USE_AFTER_FREE))
        .toList();
  }

  private static Unregistering of(StrategyPlugin plugin, Ending expected) {
    return new Unregistering(
        plugin, plugin.descriptor().defaultForm().ingredients(), expected, false);
  }

  /** With the thread that runs callbacks. */
  Unregistering ofThreeThreads() {
    return new Unregistering(plugin, ingredients, expected, true);
  }

  /** Callbacks that do nothing. */
  private record Silent(Callback only) implements ListenerCallbacks {
    @Override
    public boolean isSet(Callback callback) {
      return callback == only;
    }

    @Override
    public void call(QemuThread self, MemoryListener listener, Call call) {}
  }

  @Override
  public Trial get() {
    Bql bql = new Bql(LockObserver.NONE);
    RcuDomain rcu = new QemuRcu(bql, Batching.PROMPT);
    Vm vm = new Vm(bql, rcu, new Heap(HeapMode.QUARANTINE, false), Seam::mutex);
    Memory memory = new Memory(vm, plugin.create(vm, ingredients), false);
    QemuThread setUp = memory.attach("set-up");
    bql.lock(setUp, "set-up");
    MemoryRegion system = MemoryRegion.named("system", Int128.TWO_POW_64).container();
    MemoryRegion ram = MemoryRegion.named("pc.ram", Int128.ofUnsigned(RAM_BYTES)).ram();
    boolean unused = system.addSubregion(0, ram);
    AddressSpace space =
        memory.initAddressSpace(setUp, Storage.permanent("memory"), "memory", system);
    Owner owner = Owner.allocate(vm.heap(), OwnerKind.HEAP, "VFIOContainer", "vfio");
    MemoryListener victim = owner.embed("victim", 0, new Silent(Callback.COMMIT));
    memory.register(setUp, victim, space);
    memory.migrationStarts(setUp);
    bql.unlock(setUp);
    rcu.detach(setUp);
    QemuThread main = memory.attach("main");
    QemuThread migration = memory.attach("migration");
    DirtyClear clear = memory.dirtyClear(migration);
    Trial trial = new Trial();
    trial.thread(
        "main",
        () -> {
          bql.lock(main, "main loop");
          unregisterAndRelease(memory, main, owner, victim);
          bql.unlock(main);
        });
    trial.thread(
        "migration",
        () -> {
          migration.enterSection();
          clear.run(ram, 0, RAM_BYTES);
          migration.leaveSection();
        });
    if (withWorker) {
      QemuThread worker = memory.attach(RcuDomain.WORKER);
      trial.around(() -> rcu.start(() -> worker), rcu::close);
    }
    return trial;
  }

  @Override
  public String toString() {
    return plugin.descriptor().id();
  }

  /** A strategy may refuse it: then the listener stays, and so does its owner. */
  private static void unregisterAndRelease(
      Memory memory, QemuThread main, Owner owner, MemoryListener victim) {
    try {
      Unregistration unused = memory.unregister(main, victim);
    } catch (RefusedException e) {
      return;
    }
    memory.release(main, owner);
  }
}
