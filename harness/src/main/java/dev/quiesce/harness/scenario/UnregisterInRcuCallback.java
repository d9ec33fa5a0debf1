package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;

/**
 * VFIO: the container's listener is unregistered and freed on the call_rcu thread ({@code
 * vfio_instance_finalize}), BQL held, outside any read section, while a migration clears. A
 * finalizer cannot be refused.
 */
final class UnregisterInRcuCallback extends Scenario {
  UnregisterInRcuCallback() {
    super(
        "unregister-in-rcu-callback",
        "a finalizer on the call_rcu thread unregisters and frees while a migration clears");
  }

  @Override
  public void build(Stage stage, String variant) {
    Owner owner = stage.owner(OwnerKind.HEAP, "VFIOContainer", "vfio");
    MemoryListener victim = stage.victim(owner, "victim", IN_TREE);
    stage.kvm();
    stage.migrate();
    stage.thread(
        "main",
        self ->
            stage.withBql(
                self,
                "device_unparent",
                () ->
                    stage
                        .vm()
                        .rcu()
                        .callRcu(
                            worker -> Steps.dismantleWithoutFail(stage, worker, owner, victim))));
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
