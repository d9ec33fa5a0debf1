package dev.quiesce.harness.replay;

import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.Memory;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.harness.workload.ThreadRole;

/**
 * Does the steps of one thread with the locks and sections that QEMU has there (qemu-facts §2.2,
 * §5, §6, §7). Used by that thread only.
 */
final class Actions {
  private final ReplayContext context;
  private final Memory memory;
  private final QemuThread self;
  private final ThreadRole role;
  private final ThreadMeter meter;
  private final DirtyClear clear;
  private int bqlDepth;
  private boolean bitmapLocked;
  private boolean inRamSection;
  private boolean inEject;

  Actions(ReplayContext context, QemuThread self, ThreadRole role, ThreadMeter meter) {
    this.context = context;
    this.memory = context.memory;
    this.self = self;
    this.role = role;
    this.meter = meter;
    this.clear = memory.dirtyClear(self);
  }

  /** Does one step that is neither a walk nor the begin or end of a span. */
  void perform(Script script, int step) {
    int arg = script.arg(step);
    switch (script.kind(step)) {
      case AWAIT -> context.milestones.await(arg, context.abandoned);
      case CLEAR -> clear(script, step);
      case CALL_RCU -> context.vm.rcu().callRcu(worker -> context.emptyCallbacks.incrementAndGet());
      case SYNCHRONIZE -> context.vm.rcu().synchronize(self);
      case MIGRATION_CHANGE -> {
        // The strategy hears of starts and ends only.
      }
      case MIGRATION_END -> context.milestones.reach(context.milestones.ended(arg));
      case EJECT_ENTER, ITERATE_ENTER, COMPLETE_ENTER, BITMAP_SYNC_ENTER, BQL_ENTER ->
          enter(script.kind(step));
      case EJECT_LEAVE, ITERATE_LEAVE, COMPLETE_LEAVE, BITMAP_SYNC_LEAVE, BQL_LEAVE ->
          leave(script.kind(step));
      default -> underBql(script, step);
    }
  }

  private void underBql(Script script, int step) {
    boolean mmio = role == ThreadRole.VCPU && !inEject;
    if (mmio) {
      self.enterSection();
    }
    try {
      takeBql(site(script.kind(step)));
      try {
        performLocked(script, step);
      } finally {
        dropBql();
      }
    } finally {
      if (mmio) {
        self.leaveSection();
      }
    }
  }

  private static String site(StepKind kind) {
    String name = kind.measuredAs();
    return name == null ? "migration" : name;
  }

  private void performLocked(Script script, int step) {
    int arg = script.arg(step);
    switch (script.kind(step)) {
      case REGISTER -> register(arg);
      case UNREGISTER -> unregister(arg, script.start(step) != 0, role != ThreadRole.CALL_RCU);
      case EJECT_RELEASE -> context.registrations.release(self, arg);
      case COMMIT_CHANGE -> memory.update(self, context.mapChange);
      case COMMIT_EMPTY -> {
        memory.begin(self);
        memory.commit(self);
      }
      case SYNC -> {
        memory.syncDirtyLog(self, null);
        lockBitmap();
      }
      case AFTER_SYNC -> {
        unlockBitmap();
        memory.afterDirtyLogSync(self);
      }
      case LOG_START -> memory.startDirtyLog(self, arg);
      case LOG_STOP -> memory.stopDirtyLog(self, arg, script.start(step) != 0);
      case SPACE_INIT -> {
        context.initSpace(self, arg);
        context.milestones.reach(context.milestones.initialised(arg));
      }
      case SPACE_DESTROY -> context.destroySpace(self, arg);
      case DRAIN -> context.vm.rcu().drain(self);
      case GUEST_PHYS -> memory.appendGuestPhysBlocks(self, context.systemMemory(), section -> {});
      case MIGRATION_START -> {
        memory.migrationStarts(self);
        context.milestones.reach(context.milestones.started(arg));
      }
      case MIGRATION_OVER -> {
        memory.migrationEnded(self);
        context.unfinishedMigrations.decrementAndGet();
      }
      default -> throw new IllegalStateException("not an operation: " + script.kind(step));
    }
  }

  private void register(int id) {
    int space = context.registrations.addressSpace(id);
    context.registrations.register(self, id, context.space(space));
    context.milestones.reach(context.milestones.registered(id));
  }

  /** Unregisters in an eject inside a second, nested section: {@code bus_set_realized}. */
  private void unregister(int id, boolean releases, boolean refusable) {
    Registrations registrations = context.registrations;
    if (registrations.state(id) != Registrations.State.REGISTERED) {
      registrations.state(id, Registrations.State.CANCELLED);
      throw new NotRegistered();
    }
    context.unregistersBegun.incrementAndGet();
    if (inEject) {
      self.enterSection();
    }
    try {
      if (registrations.unregister(self, id, refusable) == Unregistration.POSTPONED) {
        meter.postponedByStrategy++;
      }
    } finally {
      if (inEject) {
        self.leaveSection();
      }
      context.unregistersEnded.incrementAndGet();
    }
    if (releases) {
      registrations.release(self, id);
    }
  }

  /** Whether no span of steps is open. */
  boolean isOutsideSpans() {
    return !inEject && !inRamSection && bqlDepth == 0;
  }

  /** The registration that ends was refused before. */
  static final class NotRegistered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotRegistered() {
      super("not registered", null, false, false);
    }
  }

  private void enter(StepKind kind) {
    switch (kind) {
      case EJECT_ENTER -> {
        // qtest: the main loop has the BQL before the dispatch; a vCPU enters the section first.
        if (role == ThreadRole.VCPU) {
          self.enterSection();
          takeBql("eject");
        } else {
          takeBql("eject");
          self.enterSection();
        }
        inEject = true;
      }
      case ITERATE_ENTER -> {
        lockBitmap();
        self.enterSection();
        inRamSection = true;
      }
      case COMPLETE_ENTER -> {
        takeBql("ram-save-complete");
        self.enterSection();
        inRamSection = true;
      }
      case BITMAP_SYNC_ENTER -> {
        takeBql("bitmap-sync");
        self.enterSection();
        inRamSection = true;
      }
      default -> takeBql("recorded hold");
    }
  }

  private void leave(StepKind kind) {
    switch (kind) {
      case EJECT_LEAVE -> {
        inEject = false;
        if (role == ThreadRole.VCPU) {
          dropBql();
          self.leaveSection();
        } else {
          self.leaveSection();
          dropBql();
        }
      }
      case ITERATE_LEAVE -> {
        inRamSection = false;
        self.leaveSection();
        unlockBitmap();
      }
      case COMPLETE_LEAVE, BITMAP_SYNC_LEAVE -> {
        inRamSection = false;
        unlockBitmap();
        self.leaveSection();
        dropBql();
      }
      default -> dropBql();
    }
  }

  private void clear(Script script, int step) {
    long begun = context.unregistersBegun.get();
    boolean overlapped = begun != context.unregistersEnded.get();
    meter.clearCost = script.cost(step);
    meter.waitedInClear = 0;
    meter.inClear = true;
    try {
      walk(script, step);
    } finally {
      meter.inClear = false;
    }
    meter.clearWait.recordValue(ThreadMeter.clamp(meter.waitedInClear));
    if (overlapped || begun != context.unregistersBegun.get()) {
      meter.overlaps++;
    }
  }

  private void walk(Script script, int step) {
    if (inRamSection) {
      run(script, step);
      return;
    }
    switch (role) {
      case MIGRATION -> {
        enter(StepKind.ITERATE_ENTER);
        try {
          run(script, step);
        } finally {
          leave(StepKind.ITERATE_LEAVE);
        }
      }
      case VCPU -> {
        self.enterSection();
        context.pageLock.lock();
        try {
          run(script, step);
        } finally {
          context.pageLock.unlock();
          self.leaveSection();
        }
      }
      case IOTHREAD -> {
        context.freePageLock.lock();
        lockBitmap();
        try {
          run(script, step);
        } finally {
          unlockBitmap();
          context.freePageLock.unlock();
        }
      }
      case OTHER -> {
        self.enterSection();
        try {
          run(script, step);
        } finally {
          self.leaveSection();
        }
      }
      default -> {
        takeBql("clear");
        try {
          run(script, step);
        } finally {
          dropBql();
        }
      }
    }
  }

  private void run(Script script, int step) {
    clear.run(context.machine.cleared(script.arg(step)), script.start(step), script.length(step));
  }

  private void takeBql(String site) {
    if (bqlDepth == 0 && !self.holdsBql()) {
      context.vm.bql().lock(self, site);
      bqlDepth = 1;
    } else if (bqlDepth > 0) {
      bqlDepth++;
    }
  }

  private void dropBql() {
    if (bqlDepth > 0 && --bqlDepth == 0) {
      context.vm.bql().unlock(self);
    }
  }

  private void lockBitmap() {
    if ((role == ThreadRole.MIGRATION || role == ThreadRole.IOTHREAD) && !bitmapLocked) {
      context.bitmapMutex.lock();
      bitmapLocked = true;
    }
  }

  private void unlockBitmap() {
    if (bitmapLocked) {
      bitmapLocked = false;
      context.bitmapMutex.unlock();
    }
  }
}
