package dev.quiesce.harness.ablate;

import static dev.quiesce.api.strategy.Ingredients.DEFERRED_FREE;
import static dev.quiesce.api.strategy.Ingredients.RCU_LISTENER_LISTS;
import static dev.quiesce.api.strategy.Ingredients.WAIT_SYNCHRONIZE;

import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.api.strategy.Sufficiency;
import java.util.List;
import java.util.Set;

/**
 * A strategy with a known answer in {@link #SCENARIOS}: the walk of {@code clear-vs-unregister} is
 * inside a read section, so a deferred free or a grace period protects its listener, and the RCU
 * lists its links; but a grace period waits in {@code vcpu-mmio} for a thread that waits for the
 * BQL. So the lists and the deferred free are enough, and the grace period with them is too much.
 */
public final class ThreeSwitches implements StrategyPlugin {
  /** The strategy's id. */
  public static final String ID = "three-switches";

  /** Where the answer is known. */
  public static final List<String> SCENARIOS = List.of("clear-vs-unregister", "vcpu-mmio");

  private static final List<Limit> LIMITS =
      List.of(
          new Limit(
              Promise.NO_LOGICAL_USE_AFTER_FREE,
              "clear-vs-unregister",
              "with-log-clear",
              "address_space is cleared while a walker is inside the listener"));

  /** For {@link java.util.ServiceLoader}. */
  public ThreeSwitches() {}

  @Override
  public StrategyDescriptor descriptor() {
    return new StrategyDescriptor(
        ID,
        Role.FIX,
        "a fixture",
        "none",
        List.of(RCU_LISTENER_LISTS, DEFERRED_FREE, WAIT_SYNCHRONIZE),
        List.of(
            new Form(
                Form.COMPLETE,
                Set.of(RCU_LISTENER_LISTS, DEFERRED_FREE),
                Set.of(),
                LIMITS,
                List.of()),
            new Form(
                Form.AS_PROPOSED,
                Set.of(RCU_LISTENER_LISTS, DEFERRED_FREE, WAIT_SYNCHRONIZE),
                Set.of(),
                List.of(),
                List.of())),
        StrategyDescriptor.UNBOUNDED,
        List.of(),
        new Sufficiency(false, List.of(Set.of(RCU_LISTENER_LISTS, DEFERRED_FREE))));
  }

  @Override
  public Protocol create(Vm vm, Set<Ingredient> ingredients) {
    return new QemuProtocol(vm, ingredients);
  }
}
