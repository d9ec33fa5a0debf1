package dev.quiesce.harness.scenario;

import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.Int128;
import dev.quiesce.api.memory.Memory;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.RefusedException;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.AtomicStep;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.harness.check.PromiseMonitor;
import java.util.List;
import java.util.function.Consumer;

/**
 * One fresh machine for one execution: a page of RAM, the usual listeners, and the threads of the
 * scenario.
 */
public final class Stage {
  /** Bytes of the only RAM region. */
  static final long RAM_BYTES = 0x1000;

  private static final int KVM_PRIORITY = 10;
  private static final int MIGRATION = 1;

  private final Vm vm;
  private final Memory memory;
  private final PromiseMonitor monitor;
  private final QemuThread setUp;
  private final MemoryRegion system = MemoryRegion.named("system", Int128.TWO_POW_64).container();
  private final MemoryRegion ram = MemoryRegion.named("pc.ram", Int128.ofUnsigned(RAM_BYTES)).ram();
  private final AddressSpace space;
  private final Event migrationOver;
  private final Mutex freePage;
  private final Mutex bitmap;
  private final Hinting hinting = new Hinting();

  /** A machine over {@code memory}, with the BQL held by the set-up. */
  public Stage(Vm vm, Memory memory, PromiseMonitor monitor) {
    this.vm = vm;
    this.memory = memory;
    this.monitor = monitor;
    this.setUp = memory.attach("set-up");
    vm.bql().lock(setUp, "set-up");
    boolean unused = system.addSubregion(0, ram);
    this.space = memory.initAddressSpace(setUp, Storage.permanent("memory"), "memory", system);
    this.migrationOver = Seam.event("the end of the migration", false);
    this.freePage = Seam.mutex("free_page_lock");
    this.bitmap = Seam.mutex("bitmap_mutex");
  }

  /** Whether the balloon may hint; under free_page_lock. */
  private static final class Hinting {
    private boolean on = true;

    boolean isOn() {
      return on;
    }

    void off() {
      on = false;
    }
  }

  /** Ends the set-up: what follows is explored. */
  public void open() {
    vm.bql().unlock(setUp);
    vm.rcu().detach(setUp);
    QemuThread worker = memory.attach("call_rcu");
    vm.rcu().start(() -> worker);
  }

  Memory memory() {
    return memory;
  }

  Vm vm() {
    return vm;
  }

  QemuThread setUp() {
    return setUp;
  }

  MemoryRegion system() {
    return system;
  }

  MemoryRegion ram() {
    return ram;
  }

  AddressSpace space() {
    return space;
  }

  PromiseMonitor monitor() {
    return monitor;
  }

  /** A migration is active from the start: dirty logging is on. */
  void migrate() {
    memory.migrationStarts(setUp);
    memory.startDirtyLog(setUp, MIGRATION);
  }

  /**
   * One free-page hint of the balloon's iothread ({@code qemu_guest_free_page_hint}), unless
   * hinting has been stopped: with free_page_lock and bitmap_mutex, neither RCU nor BQL.
   */
  void hint(QemuThread self, DirtyClear clear) {
    freePage.lock();
    if (hinting.isOn()) {
      bitmap.lock();
      clear.run(ram, 0, RAM_BYTES);
      bitmap.unlock();
    }
    freePage.unlock();
  }

  /** {@code virtio_balloon_free_page_stop}: waits for the hint in progress; none begins later. */
  void stopHints() {
    freePage.lock();
    hinting.off();
    freePage.unlock();
  }

  /** {@code bitmap_mutex}. */
  Mutex bitmapMutex() {
    return bitmap;
  }

  /**
   * Ends the migration, as {@code migrate_fd_cleanup} does. Dirty logging stays on: it is nobody's
   * concern here.
   */
  void endMigration(QemuThread self) {
    vm.bql().lock(self, "migrate_fd_cleanup");
    memory.migrationEnded(self);
    vm.bql().unlock(self);
    migrationOver.set();
  }

  /**
   * Runs {@code operation}; if the strategy refuses it, waits for the end of the migration and runs
   * it once more. The operation takes and gives up its locks itself.
   */
  void retrying(Runnable operation) {
    try {
      operation.run();
    } catch (RefusedException e) {
      migrationOver.await();
      operation.run();
    }
  }

  /** Takes the BQL for {@code action}. */
  void withBql(QemuThread self, String site, Runnable action) {
    vm.bql().lock(self, site);
    try {
      action.run();
    } finally {
      vm.bql().unlock(self);
    }
  }

  /** Starts a thread of the model that runs {@code script}. */
  void thread(String name, Consumer<QemuThread> script) {
    QemuThread self = memory.attach(name);
    Seam.thread(name, false, () -> script.accept(self)).start();
  }

  Owner owner(OwnerKind kind, String type, String name) {
    return Owner.allocate(vm.heap(), kind, type, name);
  }

  MemoryListener embed(Owner owner, String name, int priority, Script script) {
    MemoryListener listener = owner.embed(name, priority, script);
    monitor.know(listener, script.set());
    return listener;
  }

  /** KVM's permanent listener: it has log_clear, and stands behind every other (priority 10). */
  MemoryListener kvm() {
    return kvm(new Script(Callback.LOG_CLEAR, Callback.LOG_SYNC));
  }

  MemoryListener kvm(Script script) {
    MemoryListener listener =
        embed(owner(OwnerKind.STATIC, "KVMState", "kvm"), "kvm-memory", KVM_PRIORITY, script);
    memory.register(setUp, listener, space);
    return listener;
  }

  /** The listener that goes away, registered: with log_clear or, as in the tree today, without. */
  MemoryListener victim(Owner owner, String name, String population) {
    return victim(owner, name, script(population));
  }

  MemoryListener victim(Owner owner, String name, Script script) {
    MemoryListener listener = embed(owner, name, 0, script);
    memory.register(setUp, listener, space);
    return listener;
  }

  static Script script(String population) {
    return population.equals(Scenario.WITH_LOG_CLEAR)
        ? new Script(Callback.REGION_ADD, Callback.REGION_DEL, Callback.LOG_CLEAR)
        : new Script(Callback.COMMIT);
  }

  /** The owner's code gives the storage up. */
  void release(QemuThread self, Owner owner) {
    monitor.released(owner.storage());
    memory.release(self, owner);
  }

  /** Fails the lookup promise unless the storage has been freed by now. */
  void requireFreed(Owner owner, String otherwise) {
    Seam.step(new RequireFreed(owner, otherwise));
  }

  private static final class RequireFreed extends AtomicStep {
    private final Owner owner;
    private final String otherwise;

    RequireFreed(Owner owner, String otherwise) {
      super("has " + owner.label() + " been freed?", List.of(owner.storage()), List.of());
      this.owner = owner;
      this.otherwise = otherwise;
    }

    @Override
    public void run() {
      if (!owner.storage().isFreed()) {
        Seam.mark(MarkerKind.LOOKUP_FAILED, null, otherwise);
      }
    }
  }
}
