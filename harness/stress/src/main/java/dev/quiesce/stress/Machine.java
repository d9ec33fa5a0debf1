package dev.quiesce.stress;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.heap.MemoryFault;
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
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.QemuThread;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A machine with one listener that has log_clear, for one sample: a walker without the BQL, and an
 * updater that unregisters the listener and then frees what its callback reads.
 */
abstract class Machine extends Shared {
  /** The callback was not called. */
  static final int NOT_CALLED = 0;

  /** The callback found its owner. */
  static final int CALLED = 1;

  /** The callback found its owner freed, or the walk found its listener unregistered. */
  static final int FREED = 2;

  private static final StrategyPlugin STRATEGY =
      ServiceLoader.load(StrategyPlugin.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(plugin -> plugin.descriptor().id().equals("active-ref"))
          .findFirst()
          .orElseThrow();

  private static final long BYTES = 4096;

  private final MemoryRegion ram = MemoryRegion.named("ram", Int128.ofUnsigned(BYTES)).ram();
  private final Bql bql = new Bql(LockObserver.NONE);
  private final Memory memory;
  private final QemuThread updater;
  private final DirtyClear clear;
  private final MemoryListener listener;
  private int seen;

  /** With the strategy's complete form, but for the ingredients of these ids. */
  Machine(String... without) {
    // Its worker is not started: nodes that are retired in a sample go with it.
    QemuRcu rcu = new QemuRcu(bql, Batching.PROMPT);
    Vm vm = new Vm(bql, rcu, new Heap(HeapMode.QUARANTINE, false), Seam::mutex);
    memory = new Memory(vm, STRATEGY.create(vm, ingredients(Set.of(without))), false);
    updater = memory.attach("updater");
    clear = memory.dirtyClear(memory.attach("walker"));
    bql.lock(updater, "set up");
    AddressSpace space =
        memory.initAddressSpace(updater, Storage.permanent("memory"), "memory", ram);
    listener =
        Owner.allocate(vm.heap(), OwnerKind.HEAP, "Device", "device")
            .embed("device", 0, new Clearing());
    memory.register(updater, listener, space);
    memory.startDirtyLog(updater, 1);
    bql.unlock(updater);
  }

  private static Set<Ingredient> ingredients(Set<String> without) {
    Set<Ingredient> all = STRATEGY.descriptor().defaultForm().ingredients();
    Set<Ingredient> left =
        all.stream().filter(one -> !without.contains(one.id())).collect(Collectors.toSet());
    if (left.size() != all.size() - without.size()) {
      throw new IllegalArgumentException("not all of " + without + " are ingredients: " + all);
    }
    return left;
  }

  private final class Clearing implements ListenerCallbacks {
    @Override
    public boolean isSet(Callback callback) {
      return callback == Callback.LOG_CLEAR;
    }

    @Override
    public void call(QemuThread self, MemoryListener one, Call call) {
      dwell();
      seen = x() == 0 ? CALLED : FREED;
    }
  }

  /** The walk; what its callback found, or the walk itself on the way to it. */
  final int walk() {
    try {
      clear.run(ram, 0, BYTES);
    } catch (MemoryFault alreadyUnregistered) {
      return FREED;
    }
    return seen;
  }

  /** Unregisters, and frees. */
  final void unregister() {
    bql.lock(updater, "unplug");
    memory.unregister(updater, listener);
    bql.unlock(updater);
    x(1);
  }
}
