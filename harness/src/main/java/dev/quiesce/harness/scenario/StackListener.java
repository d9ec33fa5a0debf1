package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.DirtyClear;

/**
 * {@code guest_phys_blocks_append}: a listener on the stack is registered, unregistered, and its
 * frame ends, under a walker.
 */
final class StackListener extends Scenario {
  StackListener() {
    super(
        "stack-listener", "a temporary listener in a stack frame while an unlocked walker passes");
  }

  @Override
  public void build(Stage stage, String variant) {
    stage.kvm();
    stage.migrate();
    stage.thread(
        "main",
        self ->
            stage.retrying(
                () ->
                    stage.withBql(
                        self,
                        "tpm_ppi_reset",
                        () -> {
                          stage.monitor().writing(true);
                          stage.memory().appendGuestPhysBlocks(self, stage.space(), section -> {});
                          stage.monitor().writing(false);
                        })));
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
