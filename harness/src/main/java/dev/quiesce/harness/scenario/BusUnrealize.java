package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;

/**
 * Unregister inside the read section of {@code bus_set_realized}, from a plain device_del: no guest
 * I/O is on the stack. A rival takes the BQL to remove a bus child, whose storage goes through
 * call_rcu.
 */
final class BusUnrealize extends Scenario {
  BusUnrealize() {
    super(
        "bus-unrealize",
        "unregister inside bus_set_realized's read section; a rival removes a bus child");
  }

  @Override
  public void build(Stage stage, String variant) {
    Owner owner = stage.owner(OwnerKind.HEAP, "vhost_net", "vhost-net");
    MemoryListener victim = stage.victim(owner, "victim", IN_TREE);
    Owner child = stage.owner(OwnerKind.QOM, "BusChild", "bus child");
    stage.kvm();
    stage.thread(
        "main",
        self ->
            stage.withBql(
                self,
                "device_del",
                () -> {
                  self.enterSection();
                  try {
                    Steps.dismantle(stage, self, owner, victim);
                  } finally {
                    self.leaveSection();
                  }
                }));
    stage.thread(
        "rival", self -> stage.withBql(self, "bus_remove_child", () -> stage.release(self, child)));
  }
}
