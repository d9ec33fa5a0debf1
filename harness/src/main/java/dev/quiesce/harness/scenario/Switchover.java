package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.seam.Mutex;

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
    Mutex freePage = stage.mutex("free_page_lock");
    Mutex bitmap = stage.mutex("bitmap_mutex");
    stage.thread(
        "balloon",
        self -> {
          DirtyClear clear = stage.memory().dirtyClear(self);
          freePage.lock();
          bitmap.lock();
          clear.run(stage.ram(), 0, Stage.RAM_BYTES);
          bitmap.unlock();
          freePage.unlock();
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
          stage.endMigration(self);
        });
  }
}
