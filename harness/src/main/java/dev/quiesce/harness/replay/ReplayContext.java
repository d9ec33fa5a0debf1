package dev.quiesce.harness.replay;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.Memory;
import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.AsymmetricBarrier;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.api.sync.RcuDomain;
import dev.quiesce.harness.barrier.Barriers;
import dev.quiesce.harness.workload.Workload;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One machine under replay, shared by its threads. */
final class ReplayContext {
  final ReplaySettings settings;
  final Workload workload;
  final LockMeter locks = new LockMeter();
  final HeapMeter heapMeter = new HeapMeter();
  final Vm vm;
  final Memory memory;
  final ReplayMachine machine;
  final Registrations registrations;
  final Milestones milestones;
  final Abandoned abandoned = new Abandoned();
  final Diagnoses diagnoses = new Diagnoses();

  /** Nests inside the BQL; {@code RAMState.bitmap_mutex}. */
  final Mutex bitmapMutex;

  /** Outside bitmap_mutex; the balloon's {@code free_page_lock}. */
  final Mutex freePageLock;

  /** What {@code tb_page_add} holds. */
  final Mutex pageLock;

  /** The map change that every changing commit makes; made once. */
  final BooleanSupplier mapChange;

  /** Migrations that the strategy counts as running, and those that are yet to start. */
  final AtomicInteger unfinishedMigrations;

  /** Unregistrations that have begun, and that have ended. */
  final AtomicLong unregistersBegun = new AtomicLong();

  final AtomicLong unregistersEnded = new AtomicLong();

  /** Callbacks that only count. */
  final AtomicLong emptyCallbacks = new AtomicLong();

  /** Written under the BQL. */
  private final @Nullable AddressSpace[] spaces;

  ReplayContext(
      Workload workload,
      Program program,
      ReplaySettings settings,
      Function<Vm, Protocol> protocol) {
    this.workload = workload;
    this.settings = settings;
    Bql bql = new Bql(locks);
    AsymmetricBarrier barrier = Barriers.ofProcess().barrier();
    RcuDomain rcu = settings.rcu().create(bql, settings.batching(), barrier);
    Heap heap = new Heap(HeapMode.QUARANTINE, false, heapMeter);
    this.vm = new Vm(bql, rcu, heap, name -> new MeteredMutex(name, locks), barrier);
    boolean tcg = workload.meta().accelerator().startsWith("tcg");
    this.memory = new Memory(vm, protocol.apply(vm), tcg);
    this.machine = ReplayMachine.of(workload);
    this.registrations = new Registrations(workload, memory);
    this.milestones = ScriptCompiler.milestones(workload, program.migrations());
    this.bitmapMutex = new MeteredMutex("bitmap_mutex", locks);
    this.freePageLock = new MeteredMutex("free_page_lock", locks);
    this.pageLock = new MeteredMutex("page_lock", locks);
    this.mapChange = () -> machine.switched().setEnabled(!machine.switched().isEnabled());
    this.unfinishedMigrations = new AtomicInteger(program.migrations() - program.unfinished());
    this.spaces = new AddressSpace[workload.addressSpaces().size()];
  }

  /** The address space, which must have been initialised; the caller holds the BQL. */
  AddressSpace space(int id) {
    AddressSpace space = spaces[id];
    if (space == null) {
      throw new IllegalStateException("address space " + id + " is used before its initialisation");
    }
    return space;
  }

  /** The address space named {@code memory}; the caller holds the BQL. */
  AddressSpace systemMemory() {
    for (AddressSpace space : spaces) {
      if (space != null && space.name().equals("memory")) {
        return space;
      }
    }
    throw new IllegalStateException("no address space is named memory");
  }

  void initSpace(QemuThread self, int id) {
    String name = workload.addressSpaces().get(id).name();
    spaces[id] = memory.initAddressSpace(self, Storage.permanent(name), name, machine.root(id));
  }

  void destroySpace(QemuThread self, int id) {
    AddressSpace space = spaces[id];
    spaces[id] = null;
    if (space != null) {
      memory.destroyAddressSpace(self, space, emptyCallbacks::incrementAndGet);
    }
  }

  /** Destroys what is left, and drops the last flat views; the caller holds the BQL. */
  void tearDown(QemuThread self) {
    registrations.tearDown(self);
    for (int id = 0; id < spaces.length; id++) {
      destroySpace(self, id);
    }
    // With no address space left, a change of the map leaves no view.
    memory.update(self, () -> true);
  }
}
