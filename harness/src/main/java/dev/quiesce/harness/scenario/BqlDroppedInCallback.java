package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;

/**
 * A walk with the BQL whose callback drops it ({@code tcg_log_global_after_sync} through
 * run_on_cpu, KVM's dirty ring, the proxy's commit) while another thread unregisters and frees that
 * listener.
 */
final class BqlDroppedInCallback extends Scenario {
  BqlDroppedInCallback() {
    super(
        "bql-dropped-in-callback",
        "a callback drops the BQL in mid-walk while its listener is unregistered and freed");
  }

  @Override
  public void build(Stage stage, String variant) {
    Owner owner = stage.owner(OwnerKind.HEAP, "CPUAddressSpace[]", "cpu_ases");
    Script script = new Script(Callback.LOG_GLOBAL_AFTER_SYNC);
    script.on(
        Callback.LOG_GLOBAL_AFTER_SYNC,
        self -> {
          stage.vm().bql().unlock(self);
          stage.vm().bql().lock(self, "run_on_cpu");
        });
    MemoryListener victim = stage.victim(owner, "tcg", script);
    stage.kvm(new Script(Callback.LOG_GLOBAL_AFTER_SYNC));
    stage.thread(
        "main",
        self -> stage.withBql(self, "after_sync", () -> stage.memory().afterDirtyLogSync(self)));
    stage.thread("rival", self -> Steps.unregisterAndRelease(stage, self, owner, victim));
  }
}
