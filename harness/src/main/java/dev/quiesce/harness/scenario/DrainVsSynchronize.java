package dev.quiesce.harness.scenario;

import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Ingredients;
import dev.quiesce.api.strategy.StrategyDescriptor;
import java.util.Optional;
import java.util.Set;

/**
 * Hajnoczi's distinction, for the wait that the strategy uses: after it, main uses what an earlier
 * RCU callback had to prepare, as the existing callers of {@code drain_call_rcu} do. A wait for
 * readers alone leaves the callback pending.
 */
final class DrainVsSynchronize extends Scenario {
  DrainVsSynchronize() {
    super("drain-vs-synchronize", "does the strategy's wait also wait for earlier RCU callbacks?");
  }

  @Override
  public Optional<String> notApplicable(
      StrategyDescriptor strategy, Set<Ingredient> ingredients, String variant) {
    boolean waits =
        ingredients.contains(Ingredients.WAIT_DRAIN)
            || ingredients.contains(Ingredients.WAIT_SYNCHRONIZE)
            || ingredients.contains(Ingredients.WAIT_SIGNAL);
    return waits ? Optional.empty() : Optional.of("it waits for nothing in unregister");
  }

  @Override
  public void build(Stage stage, String variant) {
    Owner owner = stage.owner(OwnerKind.HEAP, "VFIOContainer", "vfio");
    var victim = stage.victim(owner, "victim", IN_TREE);
    Owner earlier = stage.owner(OwnerKind.QOM, "DeviceState", "earlier device");
    stage.kvm();
    stage.thread(
        "main",
        self ->
            stage.withBql(
                self,
                "qmp_device_add",
                () -> {
                  stage.monitor().writing(true);
                  stage.release(self, earlier);
                  Steps.dismantle(stage, self, owner, victim);
                  stage.monitor().reading(true);
                  stage.requireFreed(
                      earlier, "a callback queued before unregister has not run when it returns");
                  stage.monitor().reading(false);
                  stage.monitor().writing(false);
                }));
  }
}
