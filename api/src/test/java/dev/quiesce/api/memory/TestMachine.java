package dev.quiesce.api.memory;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.QemuThread;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A machine with the running thread attached and holding the BQL, one address space, and a log. */
final class TestMachine implements AutoCloseable {
  final Bql bql = new Bql(LockObserver.NONE);
  final Vm vm;
  final Memory memory;
  final QemuThread self;
  final MemoryRegion system = MemoryRegion.named("system", Int128.TWO_POW_64).container();
  final AddressSpace space;

  private final Map<MemoryListener, Owner> owners = new HashMap<>();

  /** What every recording listener received, in order. */
  final List<String> log = new ArrayList<>();

  TestMachine(Ingredient... ingredients) {
    this(HeapMode.QUARANTINE, ingredients);
  }

  TestMachine(HeapMode mode, Ingredient... ingredients) {
    vm = new Vm(bql, new QemuRcu(bql, Batching.PROMPT), new Heap(mode, true), Seam::mutex);
    memory = new Memory(vm, new QemuProtocol(vm, Set.of(ingredients)), false);
    vm.rcu().start(() -> memory.attach("call_rcu"));
    self = memory.attach("main");
    bql.lock(self, "test");
    space = memory.initAddressSpace(self, Storage.permanent("as"), "memory", system);
  }

  static MemoryRegion ram(String name, long size) {
    return MemoryRegion.named(name, Int128.ofUnsigned(size)).ram();
  }

  static MemoryRegion io(String name, long size) {
    return MemoryRegion.named(name, Int128.ofUnsigned(size)).io();
  }

  /** Adds {@code region} at {@code offset} of the system, in a transaction of its own. */
  void map(long offset, MemoryRegion region) {
    memory.update(self, () -> system.addSubregion(offset, region));
  }

  void unmap(MemoryRegion region) {
    memory.update(self, () -> system.removeSubregion(region));
  }

  /** A listener with these callbacks only; all when none is named. */
  MemoryListener listener(String name, int priority, Callback... set) {
    return acting(name, priority, call -> {}, set);
  }

  /** A listener that does {@code then} in each call, after logging it. */
  MemoryListener acting(String name, int priority, Consumer<Call> then, Callback... set) {
    Owner owner = owner(OwnerKind.HEAP, name);
    MemoryListener listener = owner.embed(name, priority, new Recorder(log, set, then));
    owners.put(listener, owner);
    return listener;
  }

  Owner ownerOf(MemoryListener listener) {
    return owners.get(listener);
  }

  Owner owner(OwnerKind kind, String name) {
    return Owner.allocate(vm.heap(), kind, "TestOwner", name);
  }

  void register(MemoryListener listener) {
    memory.register(self, listener, space);
  }

  void unregister(MemoryListener listener) {
    Unregistration unused = memory.unregister(self, listener);
  }

  /** The log so far; the next call starts afresh. */
  List<String> taken() {
    List<String> taken = List.copyOf(log);
    log.clear();
    return taken;
  }

  /** Lets the RCU callbacks queued so far run. */
  void drain() {
    vm.rcu().drain(self);
  }

  @Override
  public void close() {
    bql.unlock(self);
    vm.rcu().close();
    vm.rcu().detach(self);
  }

  private record Recorder(List<String> log, Set<Callback> callbacks, Consumer<Call> then)
      implements ListenerCallbacks {
    Recorder(List<String> log, Callback[] set, Consumer<Call> then) {
      this(
          log,
          set.length == 0 ? EnumSet.allOf(Callback.class) : EnumSet.copyOf(List.of(set)),
          then);
    }

    @Override
    public boolean isSet(Callback callback) {
      // Both kinds of log_sync exclude each other.
      return callbacks.contains(callback)
          && (callback != Callback.LOG_SYNC_GLOBAL || !callbacks.contains(Callback.LOG_SYNC));
    }

    @Override
    public void call(QemuThread self, MemoryListener listener, Call call) {
      log.add(listener.name() + " " + describe(call));
      then.accept(call);
    }

    private static String describe(Call call) {
      String text = call.callback().cName();
      MemoryRegionSection section = call.section();
      if (section != null) {
        text +=
            String.format(
                " %s[%x+%x]",
                section.region().name(), section.offsetWithinRegion(), section.size().low());
      }
      if (call.callback() == Callback.LOG_START || call.callback() == Callback.LOG_STOP) {
        text += " " + call.oldMask() + "->" + call.newMask();
      }
      if (call.detail() instanceof IoEventfd eventfd) {
        text += " fd" + eventfd.fd() + "@" + Long.toHexString(eventfd.addr().start().low());
      }
      if (call.detail() instanceof AddrRange range) {
        text += " " + Long.toHexString(range.start().low()) + "+" + range.size().low();
      }
      return text;
    }
  }
}
