package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.barrier.Barriers;
import dev.quiesce.harness.catalogue.Planner;
import dev.quiesce.harness.fork.ChildSpec;
import dev.quiesce.harness.projection.BqlWindow;
import dev.quiesce.harness.projection.Projector;
import dev.quiesce.harness.recording.RecordingException;
import dev.quiesce.harness.report.AblationJudge;
import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.report.Finding;
import dev.quiesce.harness.report.Judge;
import dev.quiesce.harness.report.TortureJudge;
import dev.quiesce.harness.report.html.Renderings;
import dev.quiesce.harness.result.Ablations;
import dev.quiesce.harness.result.BenchJob;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.Measurements;
import dev.quiesce.harness.result.TortureDocument;
import dev.quiesce.harness.result.TortureResult;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.result.Verdicts;
import dev.quiesce.harness.rundir.Build;
import dev.quiesce.harness.rundir.CellLog;
import dev.quiesce.harness.rundir.Configuration;
import dev.quiesce.harness.rundir.JmhJson;
import dev.quiesce.harness.rundir.Machine;
import dev.quiesce.harness.rundir.Manifest;
import dev.quiesce.harness.rundir.Proposals;
import dev.quiesce.harness.rundir.RunData;
import dev.quiesce.harness.rundir.RunDirectory;
import dev.quiesce.harness.rundir.RunReader;
import dev.quiesce.harness.rundir.Subjects;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Verify, run and bench into one run directory, and its report. */
final class Comparison {
  private final Planner planner;
  private final Children children;
  private final ProposalPhase proposals;

  @Inject
  Comparison(Planner planner, Children children, ProposalPhase proposals) {
    this.planner = planner;
    this.children = children;
    this.proposals = proposals;
  }

  /**
   * What a comparison left.
   *
   * @param run its directory
   * @param data what is in it
   * @param findings what is not as declared
   * @param failures what did not work
   * @param code exit code
   */
  record Outcome(
      Path run, RunData data, List<Finding> findings, List<String> failures, ExitCode code) {}

  /** Does everything of a plan that an earlier run has not done. */
  Outcome run(ComparePlan plan, Path out, @Nullable Path resumed) {
    Build build = Build.ofProcess();
    Configuration configuration = new Configuration(build);
    String hash = configuration.ofRun(plan.cells(), plan.rest());
    Instant now = Machine.now();
    RunDirectory directory =
        resumed == null
            ? RunDirectory.create(out, now, build.commit(), plan.profile().toString())
            : RunDirectory.resume(resumed, hash);
    Manifest manifest = manifest(plan, build, hash, now.toString());
    Thread hook = new Thread(() -> interrupted(directory, manifest), "mark-interrupted");
    try (directory) {
      directory.write(Manifest.FILE, manifest);
      directory.write(Subjects.FILE, subjects(plan));
      Runtime.getRuntime().addShutdownHook(hook);
      Outcome outcome = work(plan, directory, configuration, manifest);
      unhook(hook);
      return outcome;
    } catch (Interrupted e) {
      throw e;
    } catch (RuntimeException e) {
      unhook(hook);
      markFailed(directory, manifest, e);
      throw e;
    }
  }

  private Outcome work(
      ComparePlan plan, RunDirectory directory, Configuration configuration, Manifest manifest) {
    List<String> warnings =
        new ArrayList<>(directory.finished().warnings(directory.file(CellLog.FILE)));
    Barriers.ofProcess().warning().ifPresent(warnings::add);
    warnings.forEach(warning -> System.err.println("harness: " + warning));
    List<String> failures = new ArrayList<>();
    List<CellResult> cells =
        children.verify(
            plan.cells(),
            CellStore.in(directory, configuration),
            plan.pluginPath(),
            directory.file("verify.log"),
            plan.profile().effort().verifyLimit(),
            failures);
    directory.write(RunReader.VERDICTS, new Verdicts(Verdicts.SCHEMA, plan.seed(), cells));
    propose(plan, directory, warnings);
    List<AblationJudge.Difference> differences = ablate(plan, directory, failures);
    measure(plan, directory, failures);
    bench(plan, directory, failures);
    List<TortureResult> tortured = torture(plan, directory, failures);
    project(plan, directory, failures);
    warnings.addAll(failures);
    List<Finding> findings = new Judge().judge(cells);
    ExitCode code =
        ExitCode.of(
            List.of(
                Judge.exitCode(findings),
                AblationJudge.exitCode(differences),
                TortureJudge.exitCode(tortured),
                failures.isEmpty() ? ExitCode.OK : ExitCode.INFRASTRUCTURE));
    directory.write(
        Manifest.FILE,
        manifest.ended(
            Manifest.State.FINISHED,
            code.code(),
            Machine.now().toString(),
            Machine.load(),
            warnings));
    RunData data = new RunReader(directory.path()).read();
    Renderings.of(data).write(directory.path());
    return new Outcome(directory.path(), data, findings, failures, code);
  }

  private void propose(ComparePlan plan, RunDirectory directory, List<String> warnings) {
    List<String> ids = plan.strategies().stream().map(one -> one.id()).toList();
    Path log = directory.file("proposals.log");
    directory.write(Proposals.FILE, proposals.run(ids, plan.seed(), log, warnings));
  }

  /** Returns what is not as declared. */
  private List<AblationJudge.Difference> ablate(
      ComparePlan plan, RunDirectory directory, List<String> failures) {
    Duration budget = plan.profile().effort().ablation();
    if (!children.has(Children.ABLATE) || budget.isZero()) {
      return List.of();
    }
    Ablator.Settings settings =
        new Ablator.Settings(
            planner.scenarios(),
            true,
            new CellBudget(1, budget.toMillis(), CellBudget.UNBOUNDED),
            plan.seed(),
            plan.pluginPath(),
            directory.file("ablate.log"));
    List<StrategyDescriptor> fixes =
        plan.strategies().stream().filter(one -> one.role() == Role.FIX).toList();
    Ablations ablations = Ablator.all(children, settings, fixes, failures);
    directory.write(RunReader.ABLATION, ablations.abridged());
    List<AblationJudge.Difference> differences = new AblationJudge().judge(ablations);
    differences.forEach(one -> System.err.println("harness: ablation of " + one));
    return differences;
  }

  private void measure(ComparePlan plan, RunDirectory directory, List<String> failures) {
    if (!children.has(Children.RUN)) {
      return;
    }
    List<Measurement> measured =
        children.run(
            plan.runs(directory.path()),
            plan.pluginPath(),
            directory.file("run.log"),
            plan.profile().effort().ranked(),
            failures);
    directory.write(
        RunReader.MEASUREMENTS, new Measurements(Measurements.SCHEMA, plan.seed(), measured));
  }

  private void bench(ComparePlan plan, RunDirectory directory, List<String> failures) {
    if (!children.has(Children.BENCH) || !plan.profile().effort().bench()) {
      return;
    }
    BenchJob job =
        new BenchJob(
            plan.strategies().stream().map(one -> one.id()).toList(),
            plan.profile().toString(),
            directory.file(JmhJson.FILE).toAbsolutePath().toString(),
            plan.seed(),
            List.of());
    children.bench(job, plan.pluginPath(), directory.file("bench.log"), failures);
  }

  private List<TortureResult> torture(
      ComparePlan plan, RunDirectory directory, List<String> failures) {
    if (!children.has(Children.TORTURE) || plan.tortures().isEmpty()) {
      return List.of();
    }
    List<TortureResult> results =
        children.torture(
            plan.tortures(), plan.pluginPath(), directory.file("torture.log"), failures);
    directory.write(
        RunReader.TORTURE, new TortureDocument(TortureDocument.SCHEMA, plan.seed(), results));
    return results;
  }

  private static void project(ComparePlan plan, RunDirectory directory, List<String> failures) {
    if (!plan.profile().effort().projection()) {
      return;
    }
    try {
      RunData data = new RunReader(directory.path()).read();
      directory.write(
          RunReader.PROJECTION,
          new Projector(BqlWindow.bundled(), plan.seed())
              .project(
                  String.valueOf(directory.path().getFileName()),
                  data,
                  Projector.hosts(Projector.MMIO_PER_SECOND)));
    } catch (UsageException | RecordingException e) {
      failures.add("nothing was simulated: " + e.getMessage());
    }
  }

  private Subjects subjects(ComparePlan plan) {
    return new Subjects(
        Subjects.SCHEMA,
        plan.strategies(),
        planner.scenarios().stream().map(Subjects.Scenario::of).toList(),
        plan.workloads());
  }

  private static Manifest manifest(ComparePlan plan, Build build, String hash, String now) {
    Path log = Path.of("log");
    Map<String, List<String>> flags =
        Map.of(
            Children.VERIFY,
            ChildSpec.controlled(Children.VERIFY, List.of(), ChildSpec.ANY_CPU, log).options(),
            Children.RUN,
            Children.replays(plan.profile().effort().ranked(), List.of(), log).options());
    return new Manifest(
        Manifest.SCHEMA,
        Manifest.State.RUNNING,
        plan.command(),
        plan.profile().toString(),
        plan.seed(),
        hash,
        build,
        Machine.environment(),
        flags,
        plan.workloadHashes(),
        now,
        null,
        Machine.load(),
        null,
        null,
        List.of());
  }

  private void interrupted(RunDirectory directory, Manifest manifest) {
    children.stop();
    directory.write(
        Manifest.FILE,
        manifest.ended(
            Manifest.State.INTERRUPTED, null, Machine.now().toString(), Machine.load(), List.of()));
    directory.close();
  }

  private static void markFailed(RunDirectory directory, Manifest manifest, RuntimeException why) {
    try {
      directory.write(
          Manifest.FILE,
          manifest.ended(
              Manifest.State.FAILED,
              ExitCode.INFRASTRUCTURE.code(),
              Machine.now().toString(),
              Machine.load(),
              List.of(Objects.requireNonNullElse(why.getMessage(), why.toString()))));
    } catch (RuntimeException e) {
      // The disk may be why: the first failure is the one to tell.
      why.addSuppressed(e);
    }
  }

  private static void unhook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook marks the run.
      throw new Interrupted();
    }
  }
}
