package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.seam.Mutex;

/**
 * The migration thread clears dirty bits ({@code ram_save_iterate}: inside a read section, with
 * bitmap_mutex) while main unregisters a listener and frees its owner. The race that the thread is
 * about, and that was recorded.
 */
final class ClearVsUnregister extends Scenario {
  ClearVsUnregister() {
    super(
        "clear-vs-unregister",
        "a migration clears dirty bits while main unregisters and frees a heap owner",
        IN_TREE,
        WITH_LOG_CLEAR);
  }

  @Override
  public void build(Stage stage, String variant) {
    Owner owner = stage.owner(OwnerKind.HEAP, "VFIOContainer", "vfio");
    MemoryListener victim = stage.victim(owner, "victim", variant);
    stage.kvm();
    stage.migrate();
    Mutex bitmap = stage.mutex("bitmap_mutex");
    stage.thread(
        "main",
        self -> stage.retrying(() -> Steps.unregisterAndRelease(stage, self, owner, victim)));
    stage.thread(
        "migration",
        self -> {
          DirtyClear clear = stage.memory().dirtyClear(self);
          self.enterSection();
          bitmap.lock();
          clear.run(stage.ram(), 0, Stage.RAM_BYTES);
          bitmap.unlock();
          self.leaveSection();
          stage.endMigration(self);
        });
  }
}
