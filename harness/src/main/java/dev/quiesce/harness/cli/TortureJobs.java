package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.result.TortureJob;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One torture of each strategy. */
final class TortureJobs {
  private TortureJobs() {}

  static List<TortureJob> of(
      List<StrategyDescriptor> strategies,
      String form,
      Duration duration,
      int readers,
      long seed,
      boolean faults,
      @Nullable String mutant) {
    return strategies.stream()
        .map(
            strategy ->
                new TortureJob(
                    strategy.id(),
                    RunJobs.form(strategy, form),
                    duration.toMillis(),
                    readers,
                    seed,
                    faults,
                    mutant))
        .toList();
  }
}
