package dev.quiesce.harness.torture;

import dev.quiesce.api.sync.QemuThread;

/** Migrations, one after the other: during one, RAM migration and the balloon walk. */
final class Migrator extends Body {
  private static final int FLAG = 1;

  Migrator(Rig rig, String name) {
    super(rig, name);
  }

  @Override
  void step(QemuThread self, Witness witness) {
    witness.activity(Activity.MIGRATION_WALK);
    Rest.millis(witness.choices.nextInt(1, 15));
    withBql(
        self,
        () -> {
          tolerant(() -> rig().memory.migrationStarts(self));
          tolerant(() -> rig().memory.startDirtyLog(self, FLAG));
        });
    walking(true);
    rest(witness.choices.nextInt(2, 30));
    // Waits for the walks under way; none begins after it, as after precopy's end.
    walking(false);
    withBql(
        self,
        () -> {
          tolerant(() -> rig().memory.stopDirtyLog(self, FLAG, true));
          tolerant(() -> rig().memory.migrationEnded(self));
        });
    witness.migrations++;
  }

  private void rest(int millis) {
    for (int i = 0; i < millis && rig().gate.isOpen(); i++) {
      Rest.millis(1);
    }
  }

  private void walking(boolean now) {
    rig().freePage.lock();
    rig().bitmap.lock();
    rig().migrating = now;
    rig().bitmap.unlock();
    rig().freePage.unlock();
  }

  /** A callback that throws must not keep the migration from its next step. */
  private static void tolerant(Runnable action) {
    try {
      action.run();
    } catch (Planted e) {
      // The operation was complete.
    }
  }

  private void withBql(QemuThread self, Runnable action) {
    rig().lockBql(self, "torture migration");
    try {
      action.run();
    } finally {
      rig().vm.bql().unlock(self);
    }
  }
}
