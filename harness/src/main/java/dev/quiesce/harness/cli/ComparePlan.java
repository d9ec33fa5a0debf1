package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.RunJob;
import dev.quiesce.harness.result.RunSetting;
import dev.quiesce.harness.result.TortureJob;
import dev.quiesce.harness.result.WorkloadFacts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a comparison will do, decided before it starts.
 *
 * @param command the command line
 * @param profile how much
 * @param seed of everything that involves chance
 * @param speed of the replays
 * @param strategies in the order of tables
 * @param cells to explore
 * @param workloads to replay
 * @param workloadHashes of those that are files
 * @param pluginPath further strategies
 */
record ComparePlan(
    List<String> command,
    Profile profile,
    long seed,
    double speed,
    List<StrategyDescriptor> strategies,
    List<CellJob> cells,
    List<WorkloadFacts> workloads,
    Map<String, String> workloadHashes,
    List<Path> pluginPath) {

  /** The first workload as often and in as many settings as the profile says, the others once. */
  List<RunJob> runs(@Nullable Path histograms) {
    Effort effort = profile.effort();
    List<RunSetting> settings = effort.settings();
    List<RunSetting> plain = settings.subList(0, 1);
    List<String> names = workloads.stream().map(WorkloadFacts::name).toList();
    List<String> first = names.subList(0, 1);
    RunJobs jobs =
        new RunJobs(strategies, Form.COMPLETE, speed, effort.warmups(), seed, histograms);
    List<RunJob> all = new ArrayList<>(jobs.of(first, plain, effort.repetitions()));
    all.addAll(jobs.of(first, settings.subList(1, settings.size()), 1));
    all.addAll(jobs.of(names.subList(1, names.size()), plain, 1));
    return all;
  }

  /** One torture a strategy, or none. */
  List<TortureJob> tortures() {
    Duration duration = profile.effort().torture();
    return duration.isZero()
        ? List.of()
        : TortureJobs.of(strategies, Form.COMPLETE, duration, TortureJob.READERS, seed, true, null);
  }

  /** What besides the cells decides the results. */
  List<String> rest() {
    List<String> rest = new ArrayList<>(List.of(profile.toString(), Double.toString(speed)));
    runs(null).forEach(job -> rest.add(job.toString()));
    tortures().forEach(job -> rest.add(job.toString()));
    workloadHashes.forEach((name, hash) -> rest.add(name + " " + hash));
    return rest;
  }
}
