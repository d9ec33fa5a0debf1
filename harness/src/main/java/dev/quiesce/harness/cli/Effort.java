package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.harness.catalogue.Selection;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.RunJob;
import dev.quiesce.harness.result.RunSetting;
import java.time.Duration;
import java.util.List;

/**
 * What a profile stands for.
 *
 * @param forms of the fixes
 * @param memoryModels of the exploration
 * @param budget of each cell
 * @param verifyLimit for all cells together; zero for as long as it takes
 * @param ranked whether measurements are for comparing; if not, replays run side by side
 * @param everyWorkload whether every bundled recording is replayed, or the default one
 * @param speed of the replays
 * @param warmups before each replay
 * @param repetitions of the first workload's replay in the first setting; all else is once
 * @param settings of the first workload's replays; others are in the first setting only
 * @param bench whether JMH runs
 * @param ablation time of each cell of the ablation; zero for no ablation
 * @param torture of each strategy; zero for none
 * @param projection whether larger hosts are simulated
 */
record Effort(
    List<String> forms,
    List<MemoryModel> memoryModels,
    CellBudget budget,
    Duration verifyLimit,
    boolean ranked,
    boolean everyWorkload,
    double speed,
    int warmups,
    int repetitions,
    List<RunSetting> settings,
    boolean bench,
    Duration ablation,
    Duration torture,
    boolean projection) {
  static Effort smoke() {
    return new Effort(
        List.of(Form.COMPLETE),
        List.of(MemoryModel.SC),
        // In executions: the same result on every machine.
        new CellBudget(1, CellBudget.UNBOUNDED, 100),
        Duration.ZERO,
        false,
        false,
        RunJob.MAX_SPEED,
        0,
        1,
        List.of(RunSetting.DEFAULT),
        false,
        Duration.ZERO,
        Duration.ZERO,
        false);
  }

  static Effort quick() {
    return new Effort(
        List.of(Form.COMPLETE, Form.AS_PROPOSED),
        List.of(MemoryModel.SC),
        new CellBudget(1, 30_000, CellBudget.UNBOUNDED),
        Duration.ofSeconds(75),
        true,
        false,
        20,
        RunJob.WARMUPS,
        1,
        List.of(RunSetting.DEFAULT),
        true,
        Duration.ZERO,
        Duration.ofSeconds(1),
        false);
  }

  static Effort full() {
    return new Effort(
        List.of(Form.COMPLETE, Form.AS_PROPOSED),
        List.of(MemoryModel.SC, MemoryModel.TSO),
        new CellBudget(2, 120_000, CellBudget.UNBOUNDED),
        Duration.ofMinutes(7),
        true,
        true,
        1,
        RunJob.WARMUPS,
        5,
        List.of(
            RunSetting.DEFAULT,
            RunSetting.DEFAULT.withRcu("qemu"),
            RunSetting.DEFAULT.withLogClear("per-gib")),
        true,
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        true);
  }

  /** The cells of every scenario. */
  Selection selection(String strategies, long seed) {
    return new Selection(strategies, "all", forms, memoryModels, budget, seed, null);
  }
}
