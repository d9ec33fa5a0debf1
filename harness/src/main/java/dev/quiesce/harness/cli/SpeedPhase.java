package dev.quiesce.harness.cli;

import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.ExplorerSpeed;
import dev.quiesce.harness.result.SpeedJob;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Measures the explorer in several children at the same time, each on a CPU of its own. */
final class SpeedPhase implements Phase {
  /** Beyond the job's own time: the child's start. */
  private static final Duration SLACK = Duration.ofMinutes(3);

  private final SpeedJob job;
  private final int explorers;
  private final ProgressMeter progress;
  private final List<ExplorerSpeed> speeds = new CopyOnWriteArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();

  SpeedPhase(SpeedJob job, int explorers, ProgressMeter progress) {
    this.job = job;
    this.explorers = explorers;
    this.progress = progress;
  }

  /** One for each explorer. */
  List<ExplorerSpeed> speeds() {
    return List.copyOf(speeds);
  }

  @Override
  public List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public int size() {
    return explorers;
  }

  @Override
  public Object item(int index) {
    progress.at(explorers + (explorers == 1 ? " explorer" : " explorers"));
    return job;
  }

  @Override
  public Duration silence(int index) {
    return SLACK.plusMillis(job.warmUpMillis()).plusMillis(job.millis());
  }

  @Override
  public void message(int index, Message message) {
    if (message instanceof Message.Speed speed) {
      speeds.add(speed.speed());
    }
  }

  @Override
  public void finished(int index, @Nullable String why) {
    progress.finished(job.strategy());
    if (why != null) {
      failures.add(why);
    }
  }
}
