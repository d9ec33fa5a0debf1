package dev.quiesce.harness.torture;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.heap.HeapObserver;
import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.Int128;
import dev.quiesce.api.memory.Memory;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.harness.check.Breach;
import dev.quiesce.harness.fork.StackText;
import dev.quiesce.harness.result.ViolationKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** One machine under torture: fresh for each round, shared by its threads. */
final class Rig {
  static final long RAM_BYTES = 0x10_0000;
  static final int PERMANENT = 8;

  /** Grace periods after which the counter wraps around; the kernel's choice. */
  static final int BEFORE_WRAP = 300;

  /** What the kinds of the torture's own blocks begin with. */
  static final String OWNER = "TortureOwner-";

  private static final int SLOW_ODDS = 2000;
  private static final int THROW_ODDS = 3000;
  private static final int ELDEST = Witness.AGES - 1;
  private static final Set<Callback> PERMANENT_SET =
      EnumSet.of(Callback.LOG_CLEAR, Callback.LOG_SYNC, Callback.REGION_ADD, Callback.REGION_DEL);

  final Vm vm;
  final Memory memory;
  final AddressSpace space;
  final Terms terms;
  final Findings findings;
  final Randomness randomness;
  final boolean faults;
  private final LockOrder locks;
  final Gate gate = new Gate();
  final Accounts accounts = new Accounts();
  final Mutex freePage = Seam.mutex("free_page_lock");
  final Mutex bitmap = Seam.mutex("bitmap_mutex");
  final MemoryRegion ram = MemoryRegion.named("pc.ram", Int128.ofUnsigned(RAM_BYTES)).ram();
  final MemoryRegion device = MemoryRegion.named("device", Int128.ofUnsigned(0x1000)).io();
  final List<Witness> witnesses = new CopyOnWriteArrayList<>();
  final List<Thread> threads = new CopyOnWriteArrayList<>();

  /** How often torture threads took the BQL: who finds it changed has let others in. */
  final AtomicLong bqlTaken = new AtomicLong();

  /** Memory faults: after one the books of the heap mean nothing. */
  final AtomicLong memoryFaults = new AtomicLong();

  /** Whether RAM migration and balloon walk; changed with both locks held. */
  volatile boolean migrating;

  private final Totals totals = new Totals();
  private final Map<QemuThread, Witness> byThread = new ConcurrentHashMap<>();
  private final MemoryRegion system = MemoryRegion.named("system", Int128.TWO_POW_64).container();

  Rig(
      Function<Vm, Protocol> protocol,
      HeapMode mode,
      Terms terms,
      Findings findings,
      Randomness randomness,
      boolean faults,
      LockOrder locks) {
    this.terms = terms;
    this.findings = findings;
    this.randomness = randomness;
    this.faults = faults;
    this.locks = locks;
    Bql bql = new Bql(LockObserver.NONE);
    QemuRcu rcu = QemuRcu.beforeWrap(bql, Batching.PROMPT, BEFORE_WRAP);
    this.vm = new Vm(bql, rcu, new Heap(mode, true, accounts), Seam::mutex);
    this.memory = new Memory(vm, protocol.apply(vm), true);
    vm.rcu().start(() -> enlist("call_rcu"));
    QemuThread self = memory.attach("set-up");
    bql.lock(self, "set-up");
    boolean unused = system.addSubregion(0, ram);
    unused = system.addSubregion(RAM_BYTES, device);
    this.space = memory.initAddressSpace(self, Storage.permanent("memory"), "memory", system);
    for (int i = 0; i < PERMANENT; i++) {
      // Pairs of equal priority: ties are visited in the order of registration.
      Element element = new Element(this::called, i, true, PERMANENT_SET);
      new Registration(this, element, OwnerKind.STATIC).register(self, 10 + i / 2);
    }
    bql.unlock(self);
    vm.rcu().detach(self);
  }

  /** Counts owners and views, not what a strategy allocates for itself; told by every thread. */
  static final class Accounts implements HeapObserver {
    private static final String VIEW = "FlatView";

    final AtomicLong allocated = new AtomicLong();
    final AtomicLong freed = new AtomicLong();
    final AtomicLong views = new AtomicLong();

    @Override
    public void allocated(Storage storage) {
      if (storage.kind().equals(VIEW)) {
        views.incrementAndGet();
      } else if (storage.kind().startsWith(OWNER)) {
        allocated.incrementAndGet();
      }
    }

    @Override
    public void retired(Storage storage) {}

    @Override
    public void freed(Storage storage) {
      if (storage.kind().equals(VIEW)) {
        views.decrementAndGet();
      } else if (storage.kind().startsWith(OWNER)) {
        freed.incrementAndGet();
      }
    }
  }

  /** Makes the running thread one of the machine's, with its own choices and delays. */
  QemuThread enlist(String name) {
    QemuThread self = memory.attach(name);
    Witness witness = new Witness(randomness.with(name), faults);
    byThread.put(self, witness);
    witnesses.add(witness);
    threads.add(Thread.currentThread());
    Seam.perturb(witness);
    Seam.watch(locks.watch(name));
    Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> died(witness, e));
    return self;
  }

  /** A thread of the model ends by what no one expects there: the call_rcu thread, in a free. */
  private void died(Witness witness, Throwable cause) {
    if (cause instanceof MemoryFault fault) {
      faulted(witness, fault);
    } else {
      findings.saw(
          Promise.NO_DEADLOCK, ViolationKind.EXCEPTION, witness.activity(), StackText.of(cause));
    }
  }

  /** The running thread leaves the machine. */
  void dismiss(QemuThread self) {
    Seam.perturb(null);
    Seam.watch(null);
    threads.remove(Thread.currentThread());
    strike(self);
    vm.rcu().detach(self);
  }

  /** A thread is gone; what it has seen stays. */
  void strike(QemuThread self) {
    Witness witness = byThread.remove(self);
    if (witness != null) {
      witnesses.remove(witness);
      totals.add(witness);
    }
  }

  /** What everybody has seen so far; exact while every thread is paused. */
  Totals totals() {
    Totals all = new Totals();
    all.add(totals);
    witnesses.forEach(all::add);
    return all;
  }

  /** What the thread has seen; enlisted threads only. */
  Witness witness(QemuThread self) {
    Witness witness = byThread.get(self);
    if (witness == null) {
      throw new IllegalStateException(self.name() + " is no thread of the torture");
    }
    return witness;
  }

  /** Takes the BQL and notes it. */
  void lockBql(QemuThread self, String site) {
    vm.bql().lock(self, site);
    bqlTaken.incrementAndGet();
  }

  /** Every callback of every listener comes here. */
  void called(QemuThread self, Element element, Callback callback) {
    Witness witness = byThread.get(self);
    if (witness == null) {
      // The set-up: nothing can be wrong yet.
      return;
    }
    witness.callbacks++;
    witness.visit(element, callback);
    look(witness, element, callback);
    if (faults && witness.oneIn(SLOW_ODDS)) {
      witness.injected(Fault.SLOW_CALLBACK);
      Rest.micros(witness.choices.nextInt(200, 4000));
      look(witness, element, callback);
    }
    if (faults && !element.isPermanent() && witness.oneIn(THROW_ODDS)) {
      witness.injected(Fault.THROWING_CALLBACK);
      throw new Planted();
    }
  }

  private void look(Witness witness, Element element, Callback callback) {
    int age = element.age();
    if (callback == Callback.LOG_CLEAR) {
      witness.pipe[Math.min(age, ELDEST)]++;
    }
    if (age > Element.REGISTERED) {
      witness.late++;
      findings.saw(
          Promise.NO_CALLBACK_AFTER_UNREGISTER,
          ViolationKind.LATE_CALLBACK,
          witness.activity(),
          callback.cName() + " of l" + element.number() + " after its unregister had returned");
    }
    if (age > 1) {
      findings.saw(
          Promise.NO_USE_AFTER_FREE,
          ViolationKind.USE_AFTER_FREE,
          witness.activity(),
          "a reader is in a callback of l"
              + element.number()
              + " whole grace periods after its removal: age "
              + age);
    }
    if (!element.isStamped()) {
      findings.saw(
          Promise.NO_USE_AFTER_FREE,
          ViolationKind.LOGICAL_USE_AFTER_FREE,
          witness.activity(),
          "l" + element.number() + " was reached before it was initialised");
    }
  }

  /** The model has found what C leaves undefined. */
  void faulted(Witness witness, MemoryFault fault) {
    memoryFaults.incrementAndGet();
    Breach breach = Breach.by(fault.kind());
    findings.saw(
        breach.promise(), breach.kind(), witness.activity(), String.valueOf(fault.getMessage()));
  }
}
