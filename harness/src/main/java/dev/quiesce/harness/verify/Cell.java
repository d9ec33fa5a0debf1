package dev.quiesce.harness.verify;

import dev.quiesce.api.heap.Heap;
import dev.quiesce.api.heap.HeapMode;
import dev.quiesce.api.memory.Memory;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.seam.AsymmetricBarrier;
import dev.quiesce.api.seam.Seam;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.api.sync.Batching;
import dev.quiesce.api.sync.Bql;
import dev.quiesce.api.sync.LockObserver;
import dev.quiesce.api.sync.QemuRcu;
import dev.quiesce.api.sync.RcuDomain;
import dev.quiesce.api.sync.SpecRcu;
import dev.quiesce.harness.check.PromiseMonitor;
import dev.quiesce.harness.explore.Observer;
import dev.quiesce.harness.explore.Program;
import dev.quiesce.harness.result.RcuModel;
import dev.quiesce.harness.scenario.Scenario;
import dev.quiesce.harness.scenario.Stage;
import java.util.Set;

/**
 * One scenario over one strategy as a program: every execution gets a machine of its own.
 *
 * @param plugin the strategy
 * @param ingredients what is switched on
 * @param scenario the script
 * @param variant its variant
 * @param rcu the RCU underneath
 */
record Cell(
    StrategyPlugin plugin,
    Set<Ingredient> ingredients,
    Scenario scenario,
    String variant,
    RcuModel rcu)
    implements Program {
  /** The flavour whose missing heavy side shows; a controlled process asks no kernel. */
  private static final AsymmetricBarrier BARRIER =
      AsymmetricBarrier.membarrier(
          () -> {
            throw new IllegalStateException("a controlled process has no real barrier");
          });

  @Override
  public Observer build() {
    // Elsewhere a backlog is not a strategy's doing: a bus child is retired by QEMU itself.
    int bound = scenario.id().equals("backlog") ? plugin.descriptor().backlog() : -1;
    PromiseMonitor monitor = new PromiseMonitor(bound);
    Bql bql = new Bql(LockObserver.NONE);
    RcuDomain domain = rcu == RcuModel.SPEC ? new SpecRcu(bql) : new QemuRcu(bql, Batching.PROMPT);
    Vm vm = new Vm(bql, domain, new Heap(HeapMode.QUARANTINE, false), Seam::mutex, BARRIER);
    // TCG, so that RAM is logged for code even when no migration runs.
    Memory memory = new Memory(vm, plugin.create(vm, ingredients), true);
    Stage stage = new Stage(vm, memory, monitor);
    scenario.build(stage, variant);
    stage.open();
    return monitor;
  }
}
