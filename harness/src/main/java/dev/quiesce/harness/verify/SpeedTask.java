package dev.quiesce.harness.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.catalogue.LoadedStrategies;
import dev.quiesce.harness.explore.Exploration;
import dev.quiesce.harness.fork.ChildTask;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.ExplorerSpeed;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.RcuModel;
import dev.quiesce.harness.result.SpeedJob;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Measures the explorer. */
final class SpeedTask implements ChildTask {
  private final CellVerifier verifier;
  private final LoadedStrategies strategies;

  @Inject
  SpeedTask(CellVerifier verifier, Map<String, StrategyPlugin> plugins) {
    this.verifier = verifier;
    this.strategies = new LoadedStrategies(plugins);
  }

  @Override
  public String kind() {
    return "speed";
  }

  @Override
  public void run(JsonNode item, Consumer<Message> out) {
    out.accept(new Message.Speed(measure(Json.convert(item, SpeedJob.class))));
  }

  private ExplorerSpeed measure(SpeedJob job) {
    CellKey key = key(job);
    long[] unused = explore(key, job.warmUpMillis());
    OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = process.getProcessCpuTime();
    long start = System.nanoTime();
    long[] counts = explore(key, job.millis());
    return new ExplorerSpeed(
        Runtime.version().toString(),
        verifier.carrier(),
        (System.nanoTime() - start) / 1e9,
        counts[0],
        counts[1],
        (process.getProcessCpuTime() - cpu) / 1e9);
  }

  private CellKey key(SpeedJob job) {
    StrategyDescriptor descriptor = strategies.get(job.strategy()).descriptor();
    return new CellKey(
        job.strategy(),
        descriptor.role(),
        CellKey.SUBSET,
        descriptor.defaultForm().ingredients().stream().map(Ingredient::id).toList(),
        job.scenario(),
        job.variant(),
        MemoryModel.SC,
        RcuModel.SPEC);
  }

  /** Executions and steps of the reduced search, over and over for some time. */
  private long[] explore(CellKey key, long millis) {
    long start = System.nanoTime();
    long[] counts = new long[2];
    for (long left = millis; left > 0; ) {
      Exploration one = verifier.explore(key, left);
      counts[0] += one.executions() + one.pruned();
      counts[1] += one.steps();
      left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
    return counts;
  }
}
