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

/**
 * What the replays of one command have in common.
 *
 * @param strategies that take turns within a repetition
 * @param form of those that have it; a control has only one
 * @param speed factor of the recorded time
 * @param warmups before each replay
 * @param seed of everything that involves chance
 * @param histograms where interval logs go; null for none
 */
record RunJobs(
    List<StrategyDescriptor> strategies,
    String form,
    double speed,
    int warmups,
    long seed,
    @Nullable Path histograms) {
  RunJobs {
    strategies = List.copyOf(strategies);
  }

  /** Workloads × settings × repetitions × strategies. */
  List<RunJob> of(List<String> workloads, List<RunSetting> settings, int repetitions) {
    List<RunJob> jobs = new ArrayList<>();
    for (String workload : workloads) {
      for (RunSetting setting : settings) {
        for (int repetition = 0; repetition < repetitions; repetition++) {
          for (StrategyDescriptor strategy : strategies) {
            jobs.add(job(strategy, workload, setting, repetition));
          }
        }
      }
    }
    return jobs;
  }

  private RunJob job(
      StrategyDescriptor strategy, String workload, RunSetting setting, int repetition) {
    String own = form(strategy, form);
    Path directory = histograms;
    String log = null;
    if (directory != null) {
      String number = Integer.toString(repetition);
      log =
          directory
              .resolve(HistogramFile.name(strategy.id(), own, workload, setting, number))
              .toString();
    }
    return new RunJob(strategy.id(), own, workload, speed, warmups, seed, log, repetition, setting);
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
