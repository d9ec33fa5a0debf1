package dev.quiesce.harness.cli;

import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.UsageJob;
import dev.quiesce.harness.result.UsageTable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Usage matrices, a subject an item. */
final class UsagePhase implements Phase {
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private final List<UsageJob> jobs;
  private final ProgressMeter progress;
  private final AtomicReferenceArray<@Nullable UsageTable> tables;
  private final List<String> failures = new CopyOnWriteArrayList<>();

  UsagePhase(List<UsageJob> jobs, ProgressMeter progress) {
    this.jobs = List.copyOf(jobs);
    this.progress = progress;
    this.tables = new AtomicReferenceArray<>(Math.max(1, jobs.size()));
  }

  /** What the children gave, in the order of the jobs. */
  List<UsageTable> tables() {
    return IntStream.range(0, jobs.size()).mapToObj(tables::get).filter(Objects::nonNull).toList();
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
    return SILENCE;
  }

  @Override
  public void message(int index, Message message) {
    if (message instanceof Message.Used used) {
      tables.set(index, used.table());
    }
  }

  @Override
  public void finished(int index, @Nullable String why) {
    String strategy = jobs.get(index).strategy();
    progress.finished(strategy);
    if (why != null) {
      failures.add("usage " + strategy + ": " + why);
    } else if (tables.get(index) == null) {
      failures.add("usage " + strategy + ": the child gave no result");
    }
  }
}
