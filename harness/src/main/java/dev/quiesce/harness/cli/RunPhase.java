package dev.quiesce.harness.cli;

import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.RunJob;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Replays, each in a child of its own, so that none runs what another has warmed up or left. */
final class RunPhase {
  private final List<RunJob> jobs;
  private final ProgressMeter progress;
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  RunPhase(List<RunJob> jobs, ProgressMeter progress) {
    this.jobs = List.copyOf(jobs);
    this.progress = progress;
  }

  /** Executes one job in a child. */
  interface Runner {
    /** Gives its messages to {@code sink}; returns what went wrong. */
    List<String> run(RunJob job, Consumer<Message> sink);
  }

  /** What one child gave. */
  private record Replay(List<Measurement> measured, List<String> failures) {}

  /** Replays all of them, {@code abreast} at a time. */
  void run(int abreast, Runner runner) {
    ExecutorService threads = Executors.newFixedThreadPool(abreast);
    try {
      List<Future<Replay>> replays =
          jobs.stream().map(job -> threads.submit(() -> replay(job, runner))).toList();
      for (Future<Replay> replay : replays) {
        measurements.addAll(replay.get().measured());
        failures.addAll(replay.get().failures());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Interrupted();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      // What waits for a child ends it.
      List<Runnable> unused = threads.shutdownNow();
    }
  }

  private Replay replay(RunJob job, Runner runner) {
    String name = job.strategy() + " " + job.workload();
    progress.at(name);
    List<Measurement> measured = new ArrayList<>();
    List<String> failed =
        runner.run(
            job,
            message -> {
              if (message instanceof Message.Measured one) {
                measured.add(one.measurement());
              }
            });
    List<String> why = new ArrayList<>();
    failed.forEach(one -> why.add("run " + name + ": " + one));
    if (failed.isEmpty() && measured.isEmpty()) {
      why.add("run " + name + ": the child measured nothing");
    }
    progress.finished(name);
    return new Replay(measured, why);
  }

  /** In the order of the jobs. */
  List<Measurement> measurements() {
    return List.copyOf(measurements);
  }

  /** What did not work. */
  List<String> failures() {
    return List.copyOf(failures);
  }
}
