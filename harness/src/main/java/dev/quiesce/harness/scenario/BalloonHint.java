package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.harness.result.RcuModel;
import java.util.List;

/**
 * The same race from the balloon's iothread, which holds neither RCU nor the BQL ({@code
 * qemu_guest_free_page_hint}).
 */
final class BalloonHint extends Scenario {
  BalloonHint() {
    super(
        "balloon-hint",
        "the balloon iothread clears with neither RCU nor BQL while main unregisters and frees",
        IN_TREE,
        WITH_LOG_CLEAR);
  }

  @Override
  public List<RcuModel> rcuModels() {
    return List.of(RcuModel.SPEC, RcuModel.FULL);
  }

  @Override
  public void build(Stage stage, String variant) {
    Owner owner = stage.owner(OwnerKind.HEAP, "vhost_net", "vhost-net");
    MemoryListener victim = stage.victim(owner, "victim", variant);
    stage.kvm();
    stage.migrate();
    stage.thread(
        "main",
        self -> stage.retrying(() -> Steps.unregisterAndRelease(stage, self, owner, victim)));
    stage.thread(
        "balloon",
        self -> {
          DirtyClear clear = stage.memory().dirtyClear(self);
          stage.hint(self, clear);
          stage.endMigration(self);
        });
  }
}
