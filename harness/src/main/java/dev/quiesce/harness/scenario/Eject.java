package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.sync.QemuThread;

/**
 * Appendix A: an eject by PIO write unregisters with the BQL held at read-section depth 2
 * (address_space_write, then bus_set_realized). Under qtest main has the BQL first; a vCPU enters
 * the section first. A rival wants the BQL for a transaction.
 */
final class Eject extends Scenario {
  private static final String QTEST = "qtest";
  private static final String VCPU = "vcpu";

  private final boolean migrating;

  private Eject(String id, String title, boolean migrating) {
    super(id, title, QTEST, VCPU);
    this.migrating = migrating;
  }

  static Eject appendixA() {
    return new Eject(
        "appendix-a", "unregister from a PIO write, with BQL and two read sections held", false);
  }

  static Eject duringMigration() {
    return new Eject(
        "guest-eject-during-migration", "the guest finishes an eject while a migration runs", true);
  }

  @Override
  public void build(Stage stage, String variant) {
    Owner owner = stage.owner(OwnerKind.QOM, "VirtIODevice", "virtio");
    MemoryListener victim = stage.victim(owner, "victim", IN_TREE);
    stage.kvm();
    if (migrating) {
      stage.migrate();
    }
    stage.thread(
        variant.equals(QTEST) ? "main" : "cpu0",
        self -> stage.retrying(() -> eject(stage, self, variant, owner, victim)));
    if (migrating) {
      stage.thread("migration", self -> iterate(stage, self));
    } else {
      stage.thread("rival", self -> Steps.commitTransaction(stage, self));
    }
  }

  private static void eject(
      Stage stage, QemuThread self, String variant, Owner owner, MemoryListener victim) {
    if (variant.equals(QTEST)) {
      stage.withBql(
          self, "qtest", () -> inSection(self, () -> unrealize(stage, self, owner, victim)));
    } else {
      inSection(
          self,
          () ->
              stage.withBql(
                  self, "prepare_mmio_access", () -> unrealize(stage, self, owner, victim)));
    }
  }

  private static void unrealize(Stage stage, QemuThread self, Owner owner, MemoryListener victim) {
    inSection(self, () -> Steps.dismantle(stage, self, owner, victim));
  }

  private static void inSection(QemuThread self, Runnable action) {
    self.enterSection();
    try {
      action.run();
    } finally {
      self.leaveSection();
    }
  }

  private static void iterate(Stage stage, QemuThread self) {
    Mutex bitmap = stage.mutex("bitmap_mutex");
    DirtyClear clear = stage.memory().dirtyClear(self);
    self.enterSection();
    bitmap.lock();
    clear.run(stage.ram(), 0, Stage.RAM_BYTES);
    bitmap.unlock();
    self.leaveSection();
    stage.endMigration(self);
  }
}
