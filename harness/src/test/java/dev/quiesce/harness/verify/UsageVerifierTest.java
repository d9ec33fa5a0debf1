package dev.quiesce.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.memory.AddressSpace;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.memory.Owner;
import dev.quiesce.api.memory.OwnerKind;
import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.RefusedException;
import dev.quiesce.api.memory.Replay;
import dev.quiesce.api.memory.Unregistration;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.QemuProtocol;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.api.sync.QemuThread;
import dev.quiesce.harness.result.ReplayOutcome;
import dev.quiesce.harness.result.UsageAnswer;
import dev.quiesce.harness.result.UsageCall;
import dev.quiesce.harness.result.UsageCase;
import dev.quiesce.harness.result.UsageCell;
import dev.quiesce.harness.result.UsageJob;
import dev.quiesce.harness.result.UsagePlace;
import dev.quiesce.harness.scenario.Scenarios;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each bad answer is given to a subject that deserves it. */
@Tag("controlled")
final class UsageVerifierTest {
  private static final UsageCase PLAIN = unregisterSelf(UsagePlace.MAIN);

  private final UsageVerifier verifier = new UsageVerifier(UsageJob.EXECUTIONS);

  @AfterEach
  void close() {
    verifier.close();
  }

  private static UsageCase unregisterSelf(UsagePlace place) {
    return new UsageCase(place, UsageCall.UNREGISTER_SELF, true, false, false);
  }

  private UsageCell ask(UsageCase usage, Function<Vm, Protocol> protocol) {
    StrategyPlugin plugin = new Planted(protocol);
    return verifier.verify(plugin, plugin.descriptor().defaultForm(), usage);
  }

  @Test
  void answer_listenerStaysOnTheListsUntilALateFree_isLinkedInTheSchedulesWithoutUseAfterFree() {
    UsageCell cell =
        ask(
            PLAIN,
            vm ->
                new QemuProtocol(vm, Set.of()) {
                  @Override
                  public Unregistration unregister(
                      QemuThread self, MemoryListener listener, boolean refusable, Replay replay) {
                    return Unregistration.DONE;
                  }

                  @Override
                  public void release(QemuThread self, Owner owner) {
                    vm.rcu().callRcu(worker -> vm.heap().free(owner));
                  }
                });

    assertThat(cell.seen()).contains(UsageAnswer.LINKED);
  }

  @Test
  void answer_listenerStaysOnTheListsAndIsFreed_isUseAfterFree() {
    UsageCell cell =
        ask(
            PLAIN,
            vm ->
                new QemuProtocol(vm, Set.of()) {
                  @Override
                  protected void unlink(MemoryListener listener, AddressSpace space) {}
                });

    assertThat(cell.answer()).isEqualTo(UsageAnswer.USE_AFTER_FREE);
  }

  @Test
  void answer_ownerIsNeverFreed_isLeak() {
    UsageCell cell =
        ask(
            PLAIN,
            vm ->
                new QemuProtocol(vm, Set.of()) {
                  @Override
                  public void release(QemuThread self, Owner owner) {}
                });

    assertThat(cell.answer()).isEqualTo(UsageAnswer.LEAK);
  }

  @Test
  void answer_ownerIsFreedTwice_isDoubleFree() {
    UsageCell cell =
        ask(
            PLAIN,
            vm ->
                new QemuProtocol(vm, Set.of()) {
                  @Override
                  public void release(QemuThread self, Owner owner) {
                    super.release(self, owner);
                    if (owner.kind() == OwnerKind.HEAP) {
                      super.release(self, owner);
                    }
                  }
                });

    assertThat(cell.answer()).isEqualTo(UsageAnswer.DOUBLE_FREE);
  }

  @Test
  void answer_refusedForEver_isUnknown() {
    UsageCell cell =
        ask(
            PLAIN,
            vm ->
                new QemuProtocol(vm, Set.of()) {
                  @Override
                  public Unregistration unregister(
                      QemuThread self, MemoryListener listener, boolean refusable, Replay replay) {
                    throw new RefusedException("never");
                  }
                });

    assertThat(cell.answer()).isEqualTo(UsageAnswer.UNKNOWN);
  }

  @Test
  void answer_unregisterUnderAWalk_dependsOnTheScheduleAndTheWorstCounts() {
    UsageCell cell = ask(unregisterSelf(UsagePlace.OTHER), vm -> new QemuProtocol(vm, Set.of()));

    assertThat(cell.seen())
        .containsExactly(UsageAnswer.OK, UsageAnswer.LOST, UsageAnswer.USE_AFTER_FREE);
  }

  @Test
  void token_ofACell_replaysWhatItSays() {
    StrategyPlugin plugin = new Planted(vm -> new QemuProtocol(vm, Set.of()));
    UsageCell cell =
        verifier.verify(
            plugin, plugin.descriptor().defaultForm(), unregisterSelf(UsagePlace.OTHER));

    try (CellVerifier cells = new CellVerifier(Map.of("planted", plugin), new Scenarios())) {
      ReplayOutcome replayed = cells.replay(cell.replay());
      assertThat(replayed.text()).contains("use-after-free");
    }
  }

  /** A strategy made of a protocol. */
  private record Planted(Function<Vm, Protocol> protocol) implements StrategyPlugin {
    @Override
    public StrategyDescriptor descriptor() {
      Form form = new Form(Form.COMPLETE, Set.of(), Set.of(), List.of(), List.of());
      return new StrategyDescriptor(
          "planted", Role.CONTROL, "title", "source", List.of(), List.of(form), -1);
    }

    @Override
    public Protocol create(Vm vm, Set<Ingredient> ingredients) {
      return protocol.apply(vm);
    }
  }
}
