package dev.quiesce.harness.cli;

import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.TortureJob;
import dev.quiesce.harness.result.TortureResult;
import dev.quiesce.harness.result.UsageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tortures, one after the other in one child, which needs every core for itself. */
final class TorturePhase implements Phase {
  /** Beyond the job's own time: the pauses, the declared hangs, a busy machine. */
  private static final Duration SLACK = Duration.ofMinutes(3);

  private final List<TortureJob> jobs;
  private final ProgressMeter progress;
  private final List<TortureResult> results = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private @Nullable String rejection;

  TorturePhase(List<TortureJob> jobs, ProgressMeter progress) {
    this.jobs = List.copyOf(jobs);
    this.progress = progress;
  }

  List<TortureResult> results() {
    String why = rejection;
    if (why != null) {
      throw new UsageException(why);
    }
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
    progress.at(jobs.get(index).strategy());
    return jobs.get(index);
  }

  @Override
  public Duration silence(int index) {
    return SLACK.plusMillis(jobs.get(index).millis());
  }

  @Override
  public void message(int index, Message message) {
    if (message instanceof Message.Tortured tortured) {
      results.add(tortured.result());
    } else if (message instanceof Message.Rejected rejected) {
      rejection = rejected.why();
    }
  }

  @Override
  public void finished(int index, @Nullable String why) {
    String strategy = jobs.get(index).strategy();
    progress.finished(strategy);
    if (why != null) {
      failures.add("torture " + strategy + ": " + why);
    } else if (rejection == null
        && results.stream().noneMatch(result -> result.strategy().equals(strategy))) {
      failures.add("torture " + strategy + ": the child gave no result");
    }
  }
}
