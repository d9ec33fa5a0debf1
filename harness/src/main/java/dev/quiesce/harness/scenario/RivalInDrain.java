package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.Unregistration;

/**
 * A second unregister of the same listener (vhost_vdpa stop, then cleanup) while the first may have
 * dropped the BQL: patch 1 stores NULL only after its drain, so the idempotency test still passes.
 */
final class RivalInDrain extends Scenario {
  RivalInDrain() {
    super("rival-in-drain", "a second unregister of the same listener while the first waits");
  }

  @Override
  public void build(Stage stage, String variant) {
    Owner owner = stage.owner(OwnerKind.REUSED, "vhost_vdpa", "vdpa");
    MemoryListener victim = stage.victim(owner, "victim", IN_TREE);
    stage.kvm();
    for (String name : new String[] {"main", "rival"}) {
      stage.thread(
          name,
          self ->
              stage.withBql(
                  self,
                  name,
                  () -> {
                    Unregistration unused = stage.memory().unregister(self, victim);
                  }));
    }
  }
}
