package dev.quiesce.example;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.Call;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.Int128;
import dev.quiesce.api.memory.ListenerCallbacks;
import dev.quiesce.api.memory.Memory;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.AsymmetricBarrier;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.FastRcu;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuDomain;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The README's two examples: what a project of one's own does with {@code api} and a strategy on
 * its class path. The lines between the marks are printed there, and a test keeps both equal.
 */
final class OwnProject {
  private OwnProject() {}

  /** A native resource that must be closed at a known moment, while others may still read it. */
  interface Table extends AutoCloseable {
    int lookUp(int key);

    @Override
    void close();
  }

  /** Reads the table once, replaces it, and returns what was read. */
  static int replaceWhileOthersRead(AtomicReference<Table> current, Table fresh, int key) {
    // README: domain
    Bql lock = new Bql(LockObserver.NONE); // callbacks run under it
    RcuDomain rcu = new FastRcu(lock, Batching.PROMPT, AsymmetricBarrier.fenced());
    rcu.start(() -> rcu.attach("call_rcu")); // the thread that runs them
    QemuThread self = rcu.attach("reader"); // once in each thread that reads

    self.rcu().lock(); // no lock is taken: nobody waits for a reader, except who frees
    int found = current.get().lookUp(key);
    self.rcu().unlock();

    Table old = current.getAndSet(fresh); // unlink
    rcu.callRcu(worker -> old.close()); // close when no section that may have seen it is open
    // README: end
    rcu.detach(self);
    rcu.close();
    return found;
  }

  /**
   * What became of a listener.
   *
   * @param clears calls of its log_clear
   * @param done what unregister said
   * @param released the owner was freed when the last callback had run
   */
  record Outcome(int clears, Unregistration done, boolean released) {}

  /** Registers a listener, walks, unregisters and releases it. */
  static Outcome registerAndRelease(String strategy) {
    AtomicInteger clears = new AtomicInteger();
    ListenerCallbacks callbacks = new Counting(clears);
    Bql bql = new Bql(LockObserver.NONE);
    RcuDomain rcu = new FastRcu(bql, Batching.PROMPT, AsymmetricBarrier.fenced());
    // README: strategy
    StrategyPlugin plugin =
        ServiceLoader.load(StrategyPlugin.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(one -> one.descriptor().id().equals(strategy))
            .findFirst()
            .orElseThrow();
    Vm vm = new Vm(bql, rcu, new Heap(HeapMode.QUARANTINE, false), Seam::mutex);
    Memory memory =
        new Memory(vm, plugin.create(vm, plugin.descriptor().defaultForm().ingredients()), false);
    rcu.start(() -> memory.attach(RcuDomain.WORKER));
    QemuThread self = memory.attach("main"); // once in each thread

    MemoryRegion ram = MemoryRegion.named("ram", Int128.ofUnsigned(1 << 20)).ram();
    Owner owner = Owner.allocate(vm.heap(), OwnerKind.HEAP, "Device", "device0");
    MemoryListener listener = owner.embed("device", 0, callbacks);
    bql.lock(self, "set up");
    AddressSpace space = memory.initAddressSpace(self, Storage.permanent("as"), "memory", ram);
    memory.register(self, listener, space);
    memory.startDirtyLog(self, 1);
    bql.unlock(self);

    memory.dirtyClear(self).run(ram, 0, 4096); // any thread, with no lock: the walk in question

    bql.lock(self, "take down");
    Unregistration done = memory.unregister(self, listener); // safe against such walks, or refused
    memory.release(self, owner); // freed at once or after a grace period, as the strategy has it
    bql.unlock(self);
    // README: end
    rcu.close();
    rcu.detach(self);
    return new Outcome(clears.get(), done, owner.storage().isFreed());
  }

  private record Counting(AtomicInteger clears) implements ListenerCallbacks {
    @Override
    public boolean isSet(Callback callback) {
      return callback == Callback.LOG_CLEAR;
    }

    @Override
    public void call(QemuThread self, MemoryListener listener, Call call) {
      int unused = clears.incrementAndGet();
    }
  }
}
