package dev.quiesce.harness.cli;

import dev.quiesce.harness.result.WorkloadFacts;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** How long a plan takes at most, phase by phase, before anything is run. */
final class Estimate {
  private final ComparePlan plan;
  private final int cpus = Runtime.getRuntime().availableProcessors();

  Estimate(ComparePlan plan) {
    this.plan = plan;
  }

  String text() {
    long verify = verifySeconds();
    long replay = replaySeconds();
    StringBuilder text = new StringBuilder();
    text.append(plan.cells().size()).append(" cells in at most ").append(time(verify));
    text.append(" on ").append(cpus).append(cpus == 1 ? " CPU\n" : " CPUs\n");
    text.append(plan.runs(null).size()).append(" replays of ");
    text.append(String.join(", ", plan.workloads().stream().map(WorkloadFacts::name).toList()));
    text.append(replay < 0 ? " as fast as possible\n" : ", about " + time(replay) + "\n");
    text.append(plan.profile().effort().bench() ? "benchmarks of JMH\n" : "no benchmarks\n");
    return text.toString();
  }

  private long verifySeconds() {
    long budget = plan.cells().stream().mapToLong(job -> job.budget().millis()).sum();
    long most = budget / 1000 / cpus;
    long limit = plan.profile().effort().verifyLimit().toSeconds();
    return limit == 0 ? most : Math.min(most, limit);
  }

  /** The recorded time at the chosen speed; negative if the speed has no bound. */
  private long replaySeconds() {
    if (Double.isInfinite(plan.speed()) || plan.speed() <= 0) {
      return -1;
    }
    Map<String, Double> recorded = new HashMap<>();
    plan.workloads().forEach(one -> recorded.put(one.name(), one.seconds()));
    double seconds =
        plan.runs(null).stream()
            .mapToDouble(job -> recorded.getOrDefault(job.workload(), 0.0))
            .sum();
    return Math.round(seconds / plan.speed());
  }

  private static String time(long seconds) {
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60.0)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600.0);
  }
}
