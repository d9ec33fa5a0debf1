package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.result.RunJob;
import dev.quiesce.harness.result.RunSetting;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.rundir.HistogramFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Workloads × settings × repetitions × strategies; these take turns within a repetition. */
final class RunJobs {
  private RunJobs() {}

  static List<RunJob> of(
      List<StrategyDescriptor> strategies,
      String form,
      List<String> workloads,
      double speed,
      int warmups,
      long seed,
      int repetitions,
      List<RunSetting> settings,
      @Nullable Path histograms) {
    List<RunJob> jobs = new ArrayList<>();
    for (String workload : workloads) {
      for (RunSetting setting : settings) {
        for (int repetition = 0; repetition < repetitions; repetition++) {
          for (StrategyDescriptor strategy : strategies) {
            String own = form(strategy, form);
            String name =
                HistogramFile.name(
                    strategy.id(), own, workload, setting, Integer.toString(repetition));
            Path log = histograms == null ? null : histograms.resolve(name);
            jobs.add(
                new RunJob(
                    strategy.id(),
                    own,
                    workload,
                    speed,
                    warmups,
                    seed,
                    log == null ? null : log.toString(),
                    repetition,
                    setting));
          }
        }
      }
    }
    return jobs;
  }

  /** The form of that name or, for a control, its only one. */
  static String form(StrategyDescriptor strategy, String form) {
    if (strategy.form(form).isPresent()) {
      return form;
    }
    if (strategy.role() == Role.CONTROL) {
      return strategy.defaultForm().name();
    }
    throw new UsageException(
        "strategy '"
            + strategy.id()
            + "' has no form '"
            + form
            + "'; it has "
            + strategy.forms().stream().map(one -> one.name()).toList());
  }
}
