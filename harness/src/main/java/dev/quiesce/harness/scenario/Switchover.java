package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.Unregistration;

/**
 * Switchover: vm_stop on the migration thread, BQL held, unregisters the vdpa and vIOMMU listeners
 * inside the migration, while the balloon's iothread walks. It cannot be refused, and whoever waits
 * for the end of the migration here waits for itself.
 */
final class Switchover extends Scenario {
  Switchover() {
    super(
        "switchover",
        "the migration thread unregisters at switchover while the balloon iothread walks",
        IN_TREE,
        WITH_LOG_CLEAR);
  }

  @Override
  public void build(Stage stage, String variant) {
    Owner owner = stage.owner(OwnerKind.REUSED, "vhost_vdpa", "vdpa");
    MemoryListener victim = stage.victim(owner, "victim", variant);
    stage.kvm();
    stage.migrate();
    stage.thread(
        "balloon",
        self -> {
          DirtyClear clear = stage.memory().dirtyClear(self);
          stage.hint(self, clear);
        });
    stage.thread(
        "migration",
        self -> {
          stage.withBql(
              self,
              "migration_completion",
              () -> {
                Unregistration unused = stage.memory().unregisterWithoutFail(self, victim);
              });
          // The final bitmap sync, before the migration is complete.
          stage.withBql(self, "ram_save_complete", stage::stopHints);
          stage.endMigration(self);
        });
  }
}
