package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.sync.QemuThread;

/**
 * Unregister races the start of a migration, or its end while the balloon's walker is still inside.
 */
final class MigrationStartRace extends Scenario {
  private static final String START = "start";
  private static final String COMPLETED = "completed";
  private static final String FAILED = "failed";
  private static final String CANCELLED = "cancelled";

  MigrationStartRace() {
    super(
        "migration-start-race",
        "unregister races the start, the end, the failure and the cancel of a migration",
        START,
        COMPLETED,
        FAILED,
        CANCELLED);
  }

  @Override
  public void build(Stage stage, String variant) {
    Owner owner = stage.owner(OwnerKind.HEAP, "VFIOContainer", "vfio");
    MemoryListener victim = stage.victim(owner, "victim", WITH_LOG_CLEAR);
    stage.kvm();
    boolean starts = variant.equals(START);
    stage.memory().startDirtyLog(stage.setUp(), 1);
    if (!starts) {
      stage.memory().migrationStarts(stage.setUp());
    }
    stage.thread(
        "main",
        self -> stage.retrying(() -> Steps.unregisterAndRelease(stage, self, owner, victim)));
    if (starts) {
      stage.thread("migration", self -> startAndIterate(stage, self));
    } else {
      stage.thread("balloon", self -> hint(stage, self));
      stage.thread(ender(variant), stage::endMigration);
    }
  }

  /** Who ends a migration: its own thread, or main's monitor on migrate_cancel. */
  private static String ender(String variant) {
    return variant.equals(CANCELLED) ? "monitor" : "migration";
  }

  private static void startAndIterate(Stage stage, QemuThread self) {
    stage.withBql(self, "qmp_migrate", () -> stage.memory().migrationStarts(self));
    hint(stage, self);
    stage.endMigration(self);
  }

  private static void hint(Stage stage, QemuThread self) {
    DirtyClear clear = stage.memory().dirtyClear(self);
    clear.run(stage.ram(), 0, Stage.RAM_BYTES);
  }
}
