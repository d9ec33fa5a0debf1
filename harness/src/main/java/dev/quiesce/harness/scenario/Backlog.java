package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.DirtyClear;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;

/**
 * A storm of unregistrations while a reader is stalled inside its section: how many owners pile up?
 */
final class Backlog extends Scenario {
  private static final int STORM = 3;

  Backlog() {
    super("backlog", "a storm of unregistrations with a stalled reader");
  }

  @Override
  public void build(Stage stage, String variant) {
    Owner[] owners = new Owner[STORM];
    MemoryListener[] victims = new MemoryListener[STORM];
    for (int i = 0; i < STORM; i++) {
      owners[i] = stage.owner(OwnerKind.HEAP, "vhost_net", "vhost-net" + i);
      victims[i] = stage.victim(owners[i], "victim" + i, IN_TREE);
    }
    stage.kvm();
    stage.thread(
        "main",
        self -> {
          for (int i = 0; i < STORM; i++) {
            int n = i;
            stage.retrying(() -> Steps.unregisterAndRelease(stage, self, owners[n], victims[n]));
          }
        });
    stage.thread(
        "cpu0",
        self -> {
          DirtyClear clear = stage.memory().dirtyClear(self);
          self.enterSection();
          clear.run(stage.ram(), 0, Stage.RAM_BYTES);
          self.leaveSection();
        });
  }
}
