package dev.quiesce.harness.cli;

import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.KillJob;
import dev.quiesce.harness.result.KillResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries planted bugs against their checks, in children. */
final class KillPhase implements Phase {
  private static final long GRACE_MILLIS = 30_000;

  private final List<KillJob> jobs;
  private final ProgressMeter progress;
  private final List<KillResult> results = Collections.synchronizedList(new ArrayList<>());
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

  KillPhase(List<KillJob> jobs, ProgressMeter progress) {
    this.jobs = jobs;
    this.progress = progress;
  }

  /** What became of each bug, in no order; a bug whose trial failed is not among them. */
  List<KillResult> results() {
    return List.copyOf(results);
  }

  @Override
  public List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public int size() {
    return jobs.size();
  }

  @Override
  public Object item(int index) {
    progress.at(jobs.get(index).mutant());
    return jobs.get(index);
  }

  @Override
  public Duration silence(int index) {
    return Duration.ofMillis(2 * jobs.get(index).budget().millis() + GRACE_MILLIS);
  }

  @Override
  public void message(int index, Message message) {
    if (message instanceof Message.Killed killed) {
      results.add(killed.result());
    } else if (message instanceof Message.Rejected rejected) {
      failures.add(rejected.why());
    }
  }

  @Override
  public void finished(int index, @Nullable String failure) {
    if (failure != null) {
      failures.add("mutant " + jobs.get(index).mutant() + ": " + failure);
    }
    progress.finished(jobs.get(index).mutant());
  }
}
