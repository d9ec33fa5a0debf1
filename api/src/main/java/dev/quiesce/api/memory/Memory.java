package dev.quiesce.api.memory;

import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.sync.QemuThread;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The memory subsystem of one machine (softmmu/memory.c of QEMU 7.2) over one strategy.
 *
 * <p>Thread-safety: as QEMU's. Everything needs the BQL but {@link DirtyClear#run}, {@link #find}
 * and {@link #present}. Every method takes the calling thread's handle first.
 */
public final class Memory {
  private final Vm vm;
  private final Protocol protocol;
  private final Calls calls;
  private final Topology topology;
  private final DirtyLog dirtyLog;
  private final Replay replay;
  private final MemoryRegion none = MemoryRegion.named("none", Int128.ZERO).container();

  /**
   * An empty machine.
   *
   * @param tcg whether the accelerator is TCG: then every RAM block is logged for translated code
   */
  public Memory(Vm vm, Protocol protocol, boolean tcg) {
    this.vm = vm;
    this.protocol = protocol;
    this.calls = new Calls(protocol);
    this.topology = new Topology(vm, protocol, calls, tcg);
    this.dirtyLog = new DirtyLog(vm, topology, calls);
    this.replay = new Replay(vm, dirtyLog);
  }

  /** What the machine is built on. */
  public Vm vm() {
    return vm;
  }

  /** Registers the running thread under {@code name} with RCU and with the strategy. */
  public QemuThread attach(String name) {
    QemuThread self = vm.rcu().attach(name);
    self.sections(protocol.sections(self));
    return self;
  }

  /** {@code memory_region_transaction_begin}; nests. */
  public void begin(QemuThread self) {
    topology.begin(self);
  }

  /**
   * {@code memory_region_transaction_commit}: the outermost one renders and notifies if the map may
   * have changed.
   */
  public void commit(QemuThread self) {
    self.operation(() -> topology.commit(self));
  }

  /**
   * Changes the region tree in a transaction of its own; {@code change} says whether the map may
   * have changed.
   */
  public void update(QemuThread self, BooleanSupplier change) {
    begin(self);
    if (change.getAsBoolean()) {
      topology.updatePending();
    }
    commit(self);
  }

  /**
   * {@code memory_region_add_eventfd}, in a transaction of its own: a write of {@code data} (or of
   * anything, unless {@code matchData}) to {@code size} bytes at offset {@code addr} raises {@code
   * fd}.
   */
  public void addEventfd(
      QemuThread self,
      MemoryRegion region,
      long addr,
      long size,
      boolean matchData,
      long data,
      long fd) {
    begin(self);
    if (region.addEventfd(new IoEventfd(AddrRange.of(addr, size), matchData, data, fd))) {
      topology.eventfdUpdatePending();
    }
    commit(self);
  }

  /**
   * {@code memory_region_del_eventfd}: the reverse of {@link #addEventfd}.
   *
   * @throws IllegalStateException if the region has none like it
   */
  public void delEventfd(
      QemuThread self,
      MemoryRegion region,
      long addr,
      long size,
      boolean matchData,
      long data,
      long fd) {
    vm.bql().requireHeld(self, "memory_region_del_eventfd()");
    IoEventfd removed = new IoEventfd(AddrRange.of(addr, size), matchData, data, fd);
    boolean seen = region.removeEventfd(removed);
    begin(self);
    if (seen) {
      topology.eventfdUpdatePending();
    }
    commit(self);
  }

  /**
   * {@code memory_region_add_coalescing}: writes to these bytes of {@code region} may be gathered.
   */
  public void addCoalescing(QemuThread self, MemoryRegion region, long offset, long size) {
    vm.bql().requireHeld(self, "memory_region_add_coalescing()");
    AddrRange range = AddrRange.of(offset, size);
    self.operation(() -> topology.addCoalescing(self, region, range));
  }

  /**
   * {@code memory_region_clear_coalescing}: no writes to {@code region} may be gathered any more.
   */
  public void clearCoalescing(QemuThread self, MemoryRegion region) {
    vm.bql().requireHeld(self, "memory_region_clear_coalescing()");
    self.operation(() -> topology.clearCoalescing(self, region));
  }

  /** {@code address_space_init}; the address space's own struct lives in {@code storage}. */
  public AddressSpace initAddressSpace(
      QemuThread self, Storage storage, String name, MemoryRegion root) {
    vm.bql().requireHeld(self, "address_space_init()");
    AddressSpace space = new AddressSpace(storage, name);
    space.root(root);
    protocol.publish(self, space, () -> topology.renderFirst(self, space));
    return space;
  }

  /**
   * {@code address_space_destroy}: takes the address space off the list, and drops its references
   * through RCU. As in QEMU 7.2 its own transaction declares no change of the map, so it renders
   * nothing unless one is pending: each recorded one took about a microsecond and made no view.
   *
   * @param released runs on the call_rcu thread when nothing refers to the struct any more
   */
  public void destroyAddressSpace(QemuThread self, AddressSpace space, Runnable released) {
    vm.bql().requireHeld(self, "address_space_destroy()");
    MemoryRegion root = space.root();
    begin(self);
    space.root(null);
    commit(self);
    protocol.unpublish(self, space);
    space.root(root);
    vm.rcu()
        .callRcu(
            worker -> {
              if (!space.listeners().isEmpty()) {
                throw new IllegalStateException(
                    "address space " + space.name() + " is destroyed with listeners registered");
              }
              topology.dropMap(space);
              released.run();
            });
  }

  /**
   * {@code memory_listener_register}.
   *
   * @throws IllegalStateException without the BQL, or if it is registered already
   * @throws IllegalArgumentException if both kinds of log_sync are set
   * @throws RefusedException if the strategy declines it now
   */
  public void register(QemuThread self, MemoryListener listener, AddressSpace space) {
    requireBql(self, "memory_listener_register", listener);
    ListenerCallbacks callbacks = listener.callbacks();
    if (callbacks != null
        && callbacks.isSet(Callback.LOG_SYNC)
        && callbacks.isSet(Callback.LOG_SYNC_GLOBAL)) {
      throw new IllegalArgumentException(
          listener.name() + " sets log_sync and log_sync_global: choose one");
    }
    if (listener.isRegistered()) {
      throw new IllegalStateException(
          listener.name() + " is registered twice: unregister it first");
    }
    Seam.mark(MarkerKind.REGISTER_CALLED, listener, null);
    try {
      self.operation(() -> protocol.register(self, listener, space, replay));
    } catch (RefusedException e) {
      Seam.mark(MarkerKind.REGISTER_REFUSED, listener, e.getMessage());
      throw e;
    }
    Seam.mark(MarkerKind.REGISTER_RETURNED, listener, null);
  }

  /**
   * {@code memory_listener_unregister}; a no-op for a listener that is not registered.
   *
   * @throws RefusedException if the strategy declines it now; nothing has changed then
   */
  public Unregistration unregister(QemuThread self, MemoryListener listener) {
    return unregister(self, listener, true);
  }

  /** As {@link #unregister}, from where failure is not possible: a finalizer, the switchover. */
  public Unregistration unregisterWithoutFail(QemuThread self, MemoryListener listener) {
    return unregister(self, listener, false);
  }

  private Unregistration unregister(QemuThread self, MemoryListener listener, boolean refusable) {
    requireBql(self, "memory_listener_unregister", listener);
    Seam.mark(MarkerKind.UNREGISTER_CALLED, listener, null);
    RuntimeException outer = self.beginOperation();
    Unregistration outcome;
    try {
      outcome = protocol.unregister(self, listener, refusable, replay);
      MarkerKind done =
          outcome == Unregistration.POSTPONED
              ? MarkerKind.UNREGISTER_POSTPONED
              : MarkerKind.UNREGISTER_RETURNED;
      Seam.mark(done, listener, outcome);
    } catch (RuntimeException e) {
      if (e instanceof RefusedException) {
        Seam.mark(MarkerKind.UNREGISTER_REFUSED, listener, e.getMessage());
      }
      self.callbackFailed(e);
      self.endOperation(outer);
      throw e;
    }
    self.endOperation(outer);
    return outcome;
  }

  private void requireBql(QemuThread self, String function, MemoryListener listener) {
    if (!self.holdsBql()) {
      vm.bql().requireHeld(self, function + "(" + listener.name() + ")");
    }
  }

  /** The owner's code is done with {@code owner}: releases its storage as its kind demands. */
  public void release(QemuThread self, Owner owner) {
    switch (owner.kind()) {
      case HEAP, QOM -> protocol.release(self, owner);
      case STACK -> vm.heap().free(owner);
      case REUSED, STATIC ->
          throw new IllegalArgumentException(
              owner.label() + " is never freed: it is " + owner.kind());
    }
  }

  /** {@code memory_global_dirty_log_start}. */
  public void startDirtyLog(QemuThread self, int flags) {
    self.operation(() -> dirtyLog.start(self, flags));
  }

  /**
   * {@code memory_global_dirty_log_stop}: postponed to {@link #guestStarts} unless the guest runs.
   */
  public void stopDirtyLog(QemuThread self, int flags, boolean guestRuns) {
    self.operation(() -> dirtyLog.stop(self, flags, guestRuns));
  }

  /** {@code vm_start}, as far as it concerns a postponed stop. */
  public void guestStarts(QemuThread self) {
    self.operation(() -> dirtyLog.guestStarts(self));
  }

  /**
   * {@code memory_global_dirty_log_sync}, or for one region {@code
   * memory_region_sync_dirty_bitmap}.
   */
  public void syncDirtyLog(QemuThread self, @Nullable MemoryRegion region) {
    self.operation(() -> dirtyLog.sync(self, region));
  }

  /** {@code memory_global_after_dirty_log_sync}. */
  public void afterDirtyLogSync(QemuThread self) {
    self.operation(() -> dirtyLog.afterSync(self));
  }

  /** The clear walk of one thread; make it once. */
  public DirtyClear dirtyClear(QemuThread self) {
    return new DirtyClear(vm, calls, self, none);
  }

  /** A migration starts. */
  public void migrationStarts(QemuThread self) {
    protocol.migrationStarts(self);
    Seam.mark(MarkerKind.MIGRATION_STARTED, null, null);
  }

  /** The migration has ended, however. */
  public void migrationEnded(QemuThread self) {
    Seam.mark(MarkerKind.MIGRATION_ENDED, null, null);
    self.operation(() -> protocol.migrationEnded(self));
  }

  /**
   * {@code memory_region_find}: the section of the map that shows {@code size} bytes at offset
   * {@code addr} of {@code region}. Needs no BQL.
   */
  public Optional<MemoryRegionSection> find(
      QemuThread self, MemoryRegion region, long addr, long size) {
    protocol.enterFind(self);
    try {
      return findInSection(self, region, addr, size);
    } finally {
      protocol.leaveFind(self);
    }
  }

  /**
   * {@code memory_region_present}: whether a subregion of {@code container} shows at offset {@code
   * addr}. Needs no BQL.
   */
  public boolean present(QemuThread self, MemoryRegion container, long addr) {
    return find(self, container, addr, 1)
        .filter(section -> section.region() != container)
        .isPresent();
  }

  private Optional<MemoryRegionSection> findInSection(
      QemuThread self, MemoryRegion region, long addr, long size) {
    long absolute = addr + region.addr();
    MemoryRegion root = region;
    for (Optional<MemoryRegion> up = root.container(); up.isPresent(); up = root.container()) {
      root = up.get();
      absolute += root.addr();
    }
    AddressSpace space = protocol.findAddressSpace(self, root);
    if (space == null) {
      return Optional.empty();
    }
    AddrRange wanted = AddrRange.of(absolute, size);
    return FlatRanges.lookupFirst(space.requireMap().ranges(), wanted)
        .map(range -> section(range, wanted));
  }

  private static MemoryRegionSection section(FlatRange range, AddrRange wanted) {
    AddrRange seen = wanted.intersection(range.addr());
    long skipped = seen.start().minus(range.addr().start()).toUnsignedLong();
    return new MemoryRegionSection(
        range.region(),
        range.offsetInRegion() + skipped,
        seen.size(),
        seen.start().toUnsignedLong(),
        range.readonly(),
        range.nonvolatile());
  }

  /** {@code guest_phys_blocks_append}: shows {@code visitor} each RAM section of {@code space}. */
  public void appendGuestPhysBlocks(
      QemuThread self, AddressSpace space, Consumer<MemoryRegionSection> visitor) {
    vm.bql().requireHeld(self, "guest_phys_blocks_append()");
    if (protocol.walksMapInsteadOfTemporaryListener()) {
      FlatView view = space.acquireMap(self);
      view.ranges().forEach(range -> visitor.accept(MemoryRegionSection.of(range)));
      view.release(vm.rcu(), vm.heap());
      return;
    }
    Owner frame =
        Owner.allocate(vm.heap(), OwnerKind.STACK, "GuestPhysListener", "guest-phys frame");
    MemoryListener listener = frame.embed("guest-phys", 0, new GuestPhysCallbacks(visitor));
    try {
      register(self, listener, space);
    } catch (RefusedException e) {
      release(self, frame);
      throw e;
    }
    Unregistration unused = unregisterWithoutFail(self, listener);
    release(self, frame);
  }
}
