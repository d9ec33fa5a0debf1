package dev.quiesce.harness.cli;

import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.fork.WorkPool;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One item in one child: a replay, a benchmark, a schedule. */
final class SinglePhase implements WorkPool.Work {
  private final Object item;
  private final Duration silence;
  private final Consumer<Message> sink;
  private @Nullable String failure = "not run";

  SinglePhase(Object item, Duration silence, Consumer<Message> sink) {
    this.item = item;
    this.silence = silence;
    this.sink = sink;
  }

  /** Does it; returns what went wrong, if anything. */
  List<String> run(WorkPool pool) throws InterruptedException {
    pool.run(this);
    return failure == null ? pool.endings() : List.of(Objects.requireNonNull(failure));
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public Object item(int index) {
    return item;
  }

  @Override
  public Duration silence(int index) {
    return silence;
  }

  @Override
  public void message(int index, Message message) {
    sink.accept(message);
  }

  @Override
  public void finished(int index, @Nullable String why) {
    failure = why;
  }
}
