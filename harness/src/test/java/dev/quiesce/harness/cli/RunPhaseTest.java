package dev.quiesce.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.RunFailure;
import dev.quiesce.harness.result.RunJob;
import dev.quiesce.harness.result.RunSetting;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replays side by side, with a runner that replays nothing. */
@Timeout(60)
class RunPhaseTest {
  private static final List<RunJob> JOBS = List.of(job("first"), job("second"), job("third"));

  private final ProgressMeter progress = new ProgressMeter(System.err, false, "run", JOBS.size());
  private final RunPhase phase = new RunPhase(JOBS, progress);

  private static RunJob job(String strategy) {
    return new RunJob(strategy, "complete", "w", 1, 0, 1, null, 0, RunSetting.DEFAULT);
  }

  private static List<String> measure(RunJob job, Consumer<Message> sink) {
    sink.accept(
        new Message.Measured(
            new Measurement(
                job.strategy(),
                job.form(),
                "w",
                Map.of(),
                List.of(),
                Map.of(),
                List.of(),
                0,
                false)));
    return List.of();
  }

  @Test
  void run_severalAtATime_keepsTheOrderOfTheJobs() {
    CountDownLatch others = new CountDownLatch(1);
    phase.run(
        2,
        (job, sink) -> {
          // The first ends last.
          if (job.strategy().equals("first")) {
            awaitQuietly(others);
          } else if (job.strategy().equals("third")) {
            others.countDown();
          }
          return measure(job, sink);
        });
    progress.close();

    assertThat(phase.measurements())
        .extracting(Measurement::strategy)
        .containsExactly("first", "second", "third");
    assertThat(phase.failures()).isEmpty();
  }

  @Test
  void run_oneThatFailsAndOneThatMeasuresNothing_areNamedAndTheOthersKept() {
    phase.run(
        1,
        (job, sink) ->
            switch (job.strategy()) {
              case "first" -> List.of("it died");
              case "second" -> List.of();
              default -> measure(job, sink);
            });
    progress.close();

    assertThat(phase.failures())
        .containsExactly("run first w: it died", "run second w: the child measured nothing");
    assertThat(phase.measurements()).hasSize(1);
  }

  @Test
  void run_runnerThatThrows_throwsThatToo() {
    assertThatThrownBy(
            () ->
                phase.run(
                    2,
                    (job, sink) -> {
                      throw new RunFailure("no child");
                    }))
        .isInstanceOf(RunFailure.class)
        .hasMessage("no child");
    progress.close();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
