package dev.quiesce.harness.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.harness.fork.ChildTask;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.BenchJob;
import dev.quiesce.harness.result.Json;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The child task {@code bench}: one JMH run. */
public final class BenchTask implements ChildTask {
  /** The kind of this task. */
  public static final String KIND = "bench";

  private static final long HEARTBEAT_MS = 2000;

  /** A task. */
  public BenchTask() {}

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(JsonNode item, Consumer<Message> out) {
    BenchJob job = Json.convert(item, BenchJob.class);
    boolean ranks = BenchEffort.of(job.effort()).ranks();
    String text = "benchmarks, " + job.effort() + (ranks ? "" : " (not for ranking)");
    AtomicReference<String> at = new AtomicReference<>(text);
    Thread heartbeat = new Thread(() -> beat(at, out), "heartbeat");
    heartbeat.setDaemon(true);
    heartbeat.start();
    try {
      new BenchCommandLogic()
          .run(job, fork -> at.set(text + ", " + fork))
          .forEach(score -> out.accept(new Message.Score(score)));
    } finally {
      heartbeat.interrupt();
    }
  }

  private static void beat(AtomicReference<String> at, Consumer<Message> out) {
    long begin = System.nanoTime();
    try {
      while (true) {
        Thread.sleep(HEARTBEAT_MS);
        out.accept(
            new Message.Progress(
                String.valueOf(at.get()), (System.nanoTime() - begin) / 1_000_000_000, 0));
      }
    } catch (InterruptedException e) {
      // The run has ended.
    }
  }
}
