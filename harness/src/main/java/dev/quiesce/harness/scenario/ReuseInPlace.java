package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.sync.QemuThread;

/**
 * vhost reconnect: unregister, {@code memset(hdev, 0)}, fill the same struct in again and register
 * it, under a walker.
 */
final class ReuseInPlace extends Scenario {
  ReuseInPlace() {
    super(
        "reuse-in-place",
        "unregister, zero and register the same struct again while a migration clears",
        IN_TREE,
        WITH_LOG_CLEAR);
  }

  @Override
  public void build(Stage stage, String variant) {
    Owner owner = stage.owner(OwnerKind.REUSED, "vhost_dev", "vhost-dev");
    Script script = Stage.script(variant);
    MemoryListener victim = stage.victim(owner, "victim", script);
    MemoryListener other =
        stage.victim(stage.owner(OwnerKind.STATIC, "VirtIODevice", "virtio"), "virtio", IN_TREE);
    stage.kvm();
    stage.migrate();
    stage.thread("main", self -> stage.retrying(() -> reconnect(stage, self, victim, script)));
    stage.thread(
        "migration",
        self -> {
          DirtyClear clear = stage.memory().dirtyClear(self);
          self.enterSection();
          clear.run(stage.ram(), 0, Stage.RAM_BYTES);
          self.leaveSection();
          stage.endMigration(self);
        });
    assert other.isRegistered();
  }

  private static void reconnect(
      Stage stage, QemuThread self, MemoryListener victim, Script script) {
    stage.withBql(
        self,
        "vhost reconnect",
        () -> {
          Unregistration unused = stage.memory().unregister(self, victim);
          victim.zero();
          victim.initialise(script);
          stage.memory().register(self, victim, stage.space());
        });
  }
}
