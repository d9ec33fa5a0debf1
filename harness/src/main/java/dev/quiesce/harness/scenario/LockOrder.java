package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.seam.Mutex;

/**
 * The balloon's path (free_page_lock, bitmap_mutex, then whatever the walk takes) against the
 * bitmap-sync notifier, which takes free_page_lock with the BQL held ({@code
 * virtio_balloon_free_page_stop}).
 */
final class LockOrder extends Scenario {
  LockOrder() {
    super("lock-order", "the balloon's locks against the bitmap-sync notifier's");
  }

  @Override
  public void build(Stage stage, String variant) {
    Owner owner = stage.owner(OwnerKind.QOM, "VirtIODevice", "virtio");
    MemoryListener victim = stage.victim(owner, "victim", IN_TREE);
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
          stage.endMigration(self);
        });
    stage.thread(
        "migration",
        self ->
            stage.withBql(
                self,
                "migration_bitmap_sync",
                () -> {
                  freePage.lock();
                  freePage.unlock();
                  stage.memory().syncDirtyLog(self, null);
                  bitmap.lock();
                  bitmap.unlock();
                }));
    stage.thread(
        "main",
        self -> stage.retrying(() -> Steps.unregisterAndRelease(stage, self, owner, victim)));
  }
}
