package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.seam.Mutex;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.harness.result.RcuModel;
import java.util.List;

/**
 * A vCPU translates a page: {@code tlb_protect_code} walks under RCU and the page lock, with no
 * migration. Meanwhile another CPU's listeners go away and its array is freed at once
 * (cpu_destroy_address_spaces, 2025).
 */
final class TlbProtectCode extends Scenario {
  TlbProtectCode() {
    super(
        "tlb-protect-code",
        "a vCPU walks under RCU and page lock, no migration, while a CPU is unplugged",
        IN_TREE,
        WITH_LOG_CLEAR);
  }

  @Override
  public List<RcuModel> rcuModels() {
    return List.of(RcuModel.SPEC, RcuModel.FULL);
  }

  @Override
  public void build(Stage stage, String variant) {
    Owner owner = stage.owner(OwnerKind.HEAP, "CPUAddressSpace[]", "cpu_ases");
    MemoryListener victim = stage.victim(owner, "victim", variant);
    stage.kvm();
    Mutex page = Seam.mutex("page lock");
    stage.thread(
        "main",
        self -> stage.retrying(() -> Steps.unregisterAndRelease(stage, self, owner, victim)));
    stage.thread(
        "cpu0",
        self -> {
          DirtyClear clear = stage.memory().dirtyClear(self);
          self.enterSection();
          page.lock();
          clear.run(stage.ram(), 0, Stage.RAM_BYTES);
          page.unlock();
          self.leaveSection();
        });
  }
}
