package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.OwnerKind;

/** Registration while an unlocked walker passes: publication, replay and priority order. */
final class RegisterVsWalk extends Scenario {
  RegisterVsWalk() {
    super(
        "register-vs-walk",
        "a listener is registered, between others, while an unlocked walker passes",
        IN_TREE,
        WITH_LOG_CLEAR);
  }

  @Override
  public void build(Stage stage, String variant) {
    stage.victim(stage.owner(OwnerKind.STATIC, "VirtIODevice", "virtio"), "virtio", IN_TREE);
    stage.kvm();
    stage.migrate();
    Script script =
        variant.equals(WITH_LOG_CLEAR)
            ? new Script(Callback.REGION_ADD, Callback.REGION_DEL, Callback.LOG_CLEAR)
            : new Script(Callback.REGION_ADD, Callback.REGION_DEL);
    MemoryListener newcomer =
        stage.embed(stage.owner(OwnerKind.STATIC, "VFIOContainer", "vfio"), "newcomer", 0, script);
    stage.thread(
        "main",
        self ->
            stage.retrying(
                () ->
                    stage.withBql(
                        self,
                        "device_add",
                        () -> stage.memory().register(self, newcomer, stage.space()))));
    stage.thread(
        "migration",
        self -> {
          DirtyClear clear = stage.memory().dirtyClear(self);
          self.enterSection();
          clear.run(stage.ram(), 0, Stage.RAM_BYTES);
          self.leaveSection();
          stage.endMigration(self);
        });
  }
}
