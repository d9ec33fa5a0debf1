package dev.quiesce.harness.cli;

import dev.quiesce.harness.fork.ChildSpec;
import dev.quiesce.harness.fork.ChildTask;
import dev.quiesce.harness.fork.Cpus;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.fork.WorkPool;
import dev.quiesce.harness.result.BenchJob;
import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.ExplorerSpeed;
import dev.quiesce.harness.result.KillJob;
import dev.quiesce.harness.result.KillResult;
import dev.quiesce.harness.result.MachineSpeed;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.ReplayJob;
import dev.quiesce.harness.result.ReplayOutcome;
import dev.quiesce.harness.result.RunFailure;
import dev.quiesce.harness.result.RunJob;
import dev.quiesce.harness.result.SpeedJob;
import dev.quiesce.harness.result.TortureJob;
import dev.quiesce.harness.result.TortureResult;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.result.UsageJob;
import dev.quiesce.harness.result.UsageTable;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** Starts the children of each kind, and ends them when the program is told to end. */
public final class Children {
  /** Kind of the children that explore. */
  public static final String VERIFY = "verify";

  /** Kind of the children that explore subsets of ingredients. */
  public static final String ABLATE = "ablate";

  /** Kind of the children that try planted bugs. */
  public static final String KILL = "kill";

  /** Kind of the children that fill in the usage matrix. */
  public static final String USAGE = "usage";

  /** Kind of the children that execute one schedule again. */
  public static final String REPLAY = "replay";

  /** Kind of the children that measure the explorer. */
  public static final String SPEED = "speed";

  /** Kind of the children that replay a recording. */
  public static final String RUN = "run";

  /** Kind of the children that run JMH. */
  public static final String BENCH = "bench";

  /** Kind of the children that torture. */
  public static final String TORTURE = "torture";

  private static final Duration SILENCE = Duration.ofMinutes(5);

  private final Set<ChildTask> tasks;
  private final WorkPool.Starter starter;
  private final List<WorkPool> pools = new CopyOnWriteArrayList<>();
  private volatile boolean ending;

  @Inject
  Children(Set<ChildTask> tasks, WorkPool.Starter starter) {
    this.tasks = tasks;
    this.starter = starter;
  }

  /** Whether this program has an engine of that kind. */
  boolean has(String kind) {
    return tasks.stream().anyMatch(task -> task.kind().equals(kind));
  }

  /** Kills every child; what is at work ends with {@link Interrupted}. */
  void stop() {
    ending = true;
    pools.forEach(WorkPool::stop);
  }

  /** Explores cells, with one child a CPU. */
  List<CellResult> verify(
      List<CellJob> jobs,
      CellStore store,
      List<Path> pluginPath,
      Path log,
      Duration limit,
      List<String> warnings) {
    List<Integer> cpus = Cpus.allowed();
    WorkPool pool = pool(ChildSpec.controlled(VERIFY, pluginPath, ChildSpec.ANY_CPU, log), cpus);
    try (ProgressMeter progress = meter("verify", jobs.size())) {
      VerifyPhase phase = new VerifyPhase(jobs, store, progress, cpus.size(), limit);
      List<CellResult> cells = phase.run(pool);
      end(pool);
      warnings.addAll(pool.endings());
      return cells;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Interrupted();
    }
  }

  /**
   * Explores cells of subsets, with one child a CPU; returns what did not work.
   *
   * @param what is explored, for the progress
   * @param units how many there are
   * @param phase makes the phase
   */
  List<String> ablate(
      String what,
      int units,
      Function<ProgressMeter, AblationPhase> phase,
      List<Path> pluginPath,
      Path log) {
    List<String> failures = new ArrayList<>();
    ChildSpec spec = ChildSpec.controlled(ABLATE, pluginPath, ChildSpec.ANY_CPU, log);
    AblationPhase unused = through(pool(spec, Cpus.allowed()), what, units, phase, failures);
    return failures;
  }

  /** Tries planted bugs, with one child a CPU. */
  List<KillResult> kill(
      List<KillJob> jobs, List<Path> pluginPath, Path log, List<String> failures) {
    ChildSpec spec = ChildSpec.controlled(KILL, pluginPath, ChildSpec.ANY_CPU, log);
    WorkPool pool = pool(spec, Cpus.allowed());
    return through(
            pool, "mutants", jobs.size(), progress -> new KillPhase(jobs, progress), failures)
        .results();
  }

  /** Fills in the usage matrix of each subject, with one child a CPU. */
  List<UsageTable> usage(
      List<UsageJob> jobs, List<Path> pluginPath, Path log, List<String> failures) {
    ChildSpec spec = ChildSpec.controlled(USAGE, pluginPath, ChildSpec.ANY_CPU, log);
    WorkPool pool = pool(spec, Cpus.allowed());
    return through(pool, USAGE, jobs.size(), progress -> new UsagePhase(jobs, progress), failures)
        .tables();
  }

  /**
   * Replays recordings, each in a child of its own.
   *
   * @param ranked whether the figures are for comparing: then one after the other
   */
  List<Measurement> run(
      List<RunJob> jobs, List<Path> pluginPath, Path log, boolean ranked, List<String> failures) {
    ChildSpec spec = replays(ranked, pluginPath, log);
    try (ProgressMeter progress = meter(RUN, jobs.size())) {
      RunPhase phase = new RunPhase(jobs, progress);
      phase.run(ranked ? 1 : Cpus.allowed().size(), (job, sink) -> single(spec, job, sink));
      failures.addAll(phase.failures());
      return phase.measurements();
    }
  }

  /** The children that replay recordings. */
  static ChildSpec replays(boolean ranked, List<Path> pluginPath, Path log) {
    return ranked
        ? ChildSpec.direct(RUN, pluginPath, log)
        : ChildSpec.hurried(RUN, pluginPath, log);
  }

  /** Runs JMH. */
  List<BenchScore> bench(BenchJob job, List<Path> pluginPath, Path log, List<String> failures) {
    List<BenchScore> scores = new ArrayList<>();
    try (ProgressMeter progress = meter("bench", 1)) {
      List<String> failed =
          single(
              ChildSpec.direct(BENCH, pluginPath, log),
              job,
              message -> {
                if (message instanceof Message.Score score) {
                  scores.add(score.score());
                } else if (message instanceof Message.Progress told) {
                  progress.at(told.text());
                }
              });
      failed.forEach(why -> failures.add("bench: " + why));
      if (failed.isEmpty() && scores.isEmpty()) {
        failures.add("bench: JMH gave no score");
      }
    }
    return scores;
  }

  /** Tortures strategies, one after the other. */
  List<TortureResult> torture(
      List<TortureJob> jobs, List<Path> pluginPath, Path log, List<String> failures) {
    WorkPool pool = pool(ChildSpec.checked(TORTURE, pluginPath, log), List.of(ChildSpec.ANY_CPU));
    return through(
            pool, TORTURE, jobs.size(), progress -> new TorturePhase(jobs, progress), failures)
        .results();
  }

  /** Measures the explorer: on one CPU, and then on all of them at once. */
  MachineSpeed speed(SpeedJob job, List<Path> pluginPath, Path log) {
    List<Integer> cpus = Cpus.allowed();
    List<ExplorerSpeed> alone = speed(job, cpus.subList(0, 1), pluginPath, log);
    return new MachineSpeed(
        alone.get(0), cpus.size() == 1 ? alone : speed(job, cpus, pluginPath, log));
  }

  private List<ExplorerSpeed> speed(
      SpeedJob job, List<Integer> cpus, List<Path> pluginPath, Path log) {
    List<String> failures = new ArrayList<>();
    WorkPool pool = pool(ChildSpec.controlled(SPEED, pluginPath, ChildSpec.ANY_CPU, log), cpus);
    SpeedPhase phase =
        through(
            pool,
            SPEED,
            cpus.size(),
            progress -> new SpeedPhase(job, cpus.size(), progress),
            failures);
    if (!failures.isEmpty() || phase.speeds().size() < cpus.size()) {
      throw new RunFailure("the explorer cannot be measured: " + String.join("; ", failures));
    }
    return phase.speeds();
  }

  /** Executes one schedule again, up to step {@code until} or, if that is 0, to its end. */
  ReplayOutcome replay(String token, int until, List<Path> pluginPath, Path log) {
    List<ReplayOutcome> outcomes = new ArrayList<>();
    List<String> rejections = new ArrayList<>();
    List<String> failed =
        single(
            ChildSpec.controlled(REPLAY, pluginPath, ChildSpec.ANY_CPU, log),
            new ReplayJob(token, until),
            message -> {
              if (message instanceof Message.Replayed replayed) {
                outcomes.add(replayed.outcome());
              } else if (message instanceof Message.Rejected rejected) {
                rejections.add(rejected.why());
              }
            });
    if (!rejections.isEmpty()) {
      throw new UsageException(rejections.get(0));
    }
    if (!failed.isEmpty() || outcomes.isEmpty()) {
      throw new RunFailure("the schedule cannot be executed: " + String.join("; ", failed));
    }
    return outcomes.get(0);
  }

  /** Does a phase's items in the children of a pool; adds what did not work to {@code failures}. */
  private <P extends Phase> P through(
      WorkPool pool,
      String what,
      int units,
      Function<ProgressMeter, P> phase,
      List<String> failures) {
    try (ProgressMeter progress = meter(what, units)) {
      P work = phase.apply(progress);
      pool.run(work);
      end(pool);
      failures.addAll(work.failures());
      failures.addAll(pool.endings());
      return work;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Interrupted();
    }
  }

  private List<String> single(ChildSpec spec, Object item, Consumer<Message> sink) {
    WorkPool pool = pool(spec, List.of(spec.cpu()));
    try {
      List<String> failed = new SinglePhase(item, SILENCE, sink).run(pool);
      end(pool);
      return failed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Interrupted();
    }
  }

  private WorkPool pool(ChildSpec spec, List<Integer> cpus) {
    WorkPool pool = new WorkPool(spec, cpus, starter);
    pools.add(pool);
    if (ending) {
      pool.stop();
    }
    return pool;
  }

  private void end(WorkPool pool) {
    pools.remove(pool);
    if (ending) {
      throw new Interrupted();
    } else if (pool.stopped()) {
      throw new RunFailure("a child was ended by a signal from outside");
    }
  }

  private static ProgressMeter meter(String phase, int total) {
    return new ProgressMeter(System.err, Terminal.stderr(), phase, total);
  }
}
