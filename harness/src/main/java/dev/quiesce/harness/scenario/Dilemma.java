package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.Int128;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.seam.Event;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.sync.QemuThread;

/**
 * Situations in which no fix can keep every promise, whatever it does. Not for the comparison: each
 * variant goes with choices of its own.
 */
final class Dilemma extends Scenario {
  /** Its id. */
  static final String ID = "dilemma";

  private static final String DROPPED_THEN_TOUCHES = "dropped-then-touches";
  private static final String COMMIT_VS_CLEAR = "commit-vs-clear";
  private static final String RUN_ON_CPU = "run-on-cpu";
  private static final String CLEAR_WANTS_BQL = "clear-wants-bql";
  private static final String TWO_REMOVED = "two-removed";

  Dilemma() {
    super(
        ID,
        "situations in which no fix can keep every promise",
        DROPPED_THEN_TOUCHES,
        COMMIT_VS_CLEAR,
        RUN_ON_CPU,
        CLEAR_WANTS_BQL,
        TWO_REMOVED);
  }

  @Override
  public void build(Stage stage, String variant) {
    switch (variant) {
      case DROPPED_THEN_TOUCHES -> droppedThenTouches(stage);
      case COMMIT_VS_CLEAR -> commitVsClear(stage);
      case RUN_ON_CPU -> runOnCpu(stage);
      case CLEAR_WANTS_BQL -> clearWantsBql(stage);
      case TWO_REMOVED -> twoRemoved(stage);
      default -> throw new IllegalArgumentException("no variant " + variant);
    }
  }

  /** A callback under the BQL drops it, and touches its owner once it has the BQL again. */
  private static void droppedThenTouches(Stage stage) {
    Owner owner = stage.owner(OwnerKind.HEAP, "CPUAddressSpace[]", "cpu_ases");
    Script script = new Script(Callback.LOG_GLOBAL_AFTER_SYNC);
    MemoryListener victim = stage.victim(owner, "tcg", script);
    script.on(
        Callback.LOG_GLOBAL_AFTER_SYNC,
        self -> {
          stage.vm().bql().unlock(self);
          stage.vm().bql().lock(self, "run_on_cpu");
          Object unused = victim.addressSpace();
        });
    stage.thread(
        "main",
        self -> stage.withBql(self, "after_sync", () -> stage.memory().afterDirtyLogSync(self)));
    stage.thread("rival", self -> Steps.unregisterAndRelease(stage, self, owner, victim));
  }

  /** Main is in a commit callback of KVM while the migration has to call its log_clear. */
  private static void commitVsClear(Stage stage) {
    MemoryRegion device = MemoryRegion.named("bar", Int128.ofUnsigned(Stage.RAM_BYTES)).io();
    boolean unused = stage.system().addSubregion(Stage.RAM_BYTES, device);
    stage.kvm(new Script(Callback.LOG_CLEAR, Callback.COMMIT));
    stage.migrate();
    stage.monitor().walksAreTheSubject();
    stage.thread(
        "main",
        self ->
            stage.withBql(
                self,
                "bar update",
                () -> stage.memory().update(self, () -> device.setEnabled(false))));
    stage.thread("migration", self -> clear(stage, self));
  }

  /** A callback under the BQL waits for a vCPU that is about to walk ({@code run_on_cpu}). */
  private static void runOnCpu(Stage stage) {
    Event passed = Seam.event("the vCPU has left its translation block", false);
    Script script = new Script(Callback.LOG_GLOBAL_AFTER_SYNC, Callback.LOG_CLEAR);
    script.on(
        Callback.LOG_GLOBAL_AFTER_SYNC,
        self -> {
          stage.vm().bql().unlock(self);
          passed.await();
          stage.vm().bql().lock(self, "run_on_cpu");
        });
    stage.kvm(script);
    stage.monitor().walksAreTheSubject();
    stage.thread(
        "main",
        self -> stage.withBql(self, "after_sync", () -> stage.memory().afterDirtyLogSync(self)));
    stage.thread(
        "cpu0",
        self -> {
          clear(stage, self);
          passed.set();
        });
  }

  /** The log_clear of an unlocked walk takes the BQL. */
  private static void clearWantsBql(Stage stage) {
    Owner owner = stage.owner(OwnerKind.HEAP, "VFIOContainer", "vfio");
    Script script = new Script(Callback.LOG_CLEAR);
    script.on(
        Callback.LOG_CLEAR,
        self -> {
          stage.vm().bql().lock(self, "log_clear");
          stage.vm().bql().unlock(self);
        });
    MemoryListener victim = stage.victim(owner, "victim", script);
    stage.migrate();
    stage.thread("main", self -> Steps.unregisterAndRelease(stage, self, owner, victim));
    stage.thread("migration", self -> clear(stage, self));
  }

  /** Two neighbours go away, one after the other, under a walker. */
  private static void twoRemoved(Stage stage) {
    Owner first = stage.owner(OwnerKind.HEAP, "vhost_net", "vhost-net0");
    Owner second = stage.owner(OwnerKind.HEAP, "vhost_net", "vhost-net1");
    MemoryListener one = stage.victim(first, "first", IN_TREE);
    MemoryListener two = stage.victim(second, "second", IN_TREE);
    stage.kvm();
    stage.migrate();
    stage.thread(
        "main",
        self -> {
          Steps.unregisterAndRelease(stage, self, first, one);
          Steps.unregisterAndRelease(stage, self, second, two);
        });
    stage.thread("migration", self -> clear(stage, self));
  }

  private static void clear(Stage stage, QemuThread self) {
    DirtyClear clear = stage.memory().dirtyClear(self);
    self.enterSection();
    clear.run(stage.ram(), 0, Stage.RAM_BYTES);
    self.leaveSection();
  }
}
