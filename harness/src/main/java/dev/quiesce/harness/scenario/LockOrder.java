package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.OwnerKind;

/**
 * The balloon's path (free_page_lock, bitmap_mutex, then whatever the walk takes) against the
 * bitmap sync, whose notifier takes free_page_lock with the BQL held ({@code
 * virtio_balloon_free_page_stop}), and which takes bitmap_mutex afterwards.
 */
final class LockOrder extends Scenario {
  LockOrder() {
    super("lock-order", "the balloon's locks against the bitmap-sync notifier's");
  }

  @Override
  public void build(Stage stage, String variant) {
    stage.victim(stage.owner(OwnerKind.STATIC, "VirtIODevice", "virtio"), "virtio", IN_TREE);
    stage.kvm();
    stage.migrate();
    stage.monitor().walksAreTheSubject();
    stage.thread(
        "balloon",
        self -> {
          DirtyClear clear = stage.memory().dirtyClear(self);
          stage.hint(self, clear);
        });
    stage.thread(
        "migration",
        self ->
            stage.withBql(
                self,
                "migration_bitmap_sync",
                () -> {
                  stage.stopHints();
                  stage.memory().syncDirtyLog(self, null);
                  stage.bitmapMutex().lock();
                  stage.bitmapMutex().unlock();
                }));
  }
}
