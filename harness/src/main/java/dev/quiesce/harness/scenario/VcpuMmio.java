package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.harness.result.RcuModel;
import java.util.List;

/**
 * A vCPU is inside a read section and blocks for the BQL ({@code prepare_mmio_access}) while main
 * unregisters.
 */
final class VcpuMmio extends Scenario {
  VcpuMmio() {
    super("vcpu-mmio", "a vCPU holds RCU and blocks for the BQL while main unregisters");
  }

  @Override
  public List<RcuModel> rcuModels() {
    return List.of(RcuModel.SPEC, RcuModel.FULL);
  }

  @Override
  public void build(Stage stage, String variant) {
    Owner owner = stage.owner(OwnerKind.HEAP, "VFIOContainer", "vfio");
    MemoryListener victim = stage.victim(owner, "victim", IN_TREE);
    stage.kvm();
    stage.thread("main", self -> Steps.unregisterAndRelease(stage, self, owner, victim));
    stage.thread(
        "cpu0",
        self -> {
          self.enterSection();
          Steps.commitTransaction(stage, self);
          self.leaveSection();
        });
  }
}
