package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.Int128;
import dev.quiesce.api.memory.MemoryRegion;
import dev.quiesce.api.seam.Mutex;

/**
 * One listener under a walk with the BQL (sync) and unlocked walkers, or under a map commit and one
 * of them.
 */
final class SyncVsClear extends Scenario {
  private static final String SYNC = "sync";
  private static final String COMMIT = "commit";

  SyncVsClear() {
    super("sync-vs-clear", "are callbacks of one listener called concurrently?", SYNC, COMMIT);
  }

  @Override
  public void build(Stage stage, String variant) {
    MemoryRegion device = MemoryRegion.named("bar", Int128.ofUnsigned(Stage.RAM_BYTES)).io();
    boolean unused = stage.system().addSubregion(Stage.RAM_BYTES, device);
    stage.kvm(new Script(Callback.LOG_CLEAR, Callback.LOG_SYNC, Callback.REGION_ADD));
    stage.migrate();
    Mutex bitmap = stage.mutex("bitmap_mutex");
    if (variant.equals(SYNC)) {
      stage.thread(
          "main",
          self ->
              stage.withBql(
                  self, "migration_bitmap_sync", () -> stage.memory().syncDirtyLog(self, null)));
      stage.thread(
          "balloon",
          self -> {
            DirtyClear clear = stage.memory().dirtyClear(self);
            clear.run(stage.ram(), 0, Stage.RAM_BYTES);
          });
    } else {
      stage.thread(
          "main",
          self ->
              stage.withBql(
                  self,
                  "bar update",
                  () -> stage.memory().update(self, () -> device.setEnabled(false))));
    }
    stage.thread(
        "migration",
        self -> {
          DirtyClear clear = stage.memory().dirtyClear(self);
          self.enterSection();
          bitmap.lock();
          clear.run(stage.ram(), 0, Stage.RAM_BYTES);
          bitmap.unlock();
          self.leaveSection();
        });
  }
}
