package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;

/**
 * One owner with two listeners ({@code vhost_net} around {@code vhost_dev}), freed once after both
 * are unregistered.
 */
final class WrapperOwner extends Scenario {
  WrapperOwner() {
    super(
        "wrapper-owner",
        "one owner, two listeners, freed once, while a migration clears",
        IN_TREE,
        WITH_LOG_CLEAR);
  }

  @Override
  public void build(Stage stage, String variant) {
    Owner owner = stage.owner(OwnerKind.HEAP, "vhost_net", "vhost-net");
    MemoryListener memory = stage.victim(owner, "vhost", variant);
    MemoryListener iommu = stage.victim(owner, "vhost-iommu", IN_TREE);
    stage.kvm();
    stage.migrate();
    stage.thread(
        "main",
        self ->
            stage.retrying(() -> Steps.unregisterAndRelease(stage, self, owner, memory, iommu)));
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
