package dev.quiesce.harness.cli;

import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.barrier.Barriers;
import dev.quiesce.harness.catalogue.Catalogue;
import dev.quiesce.harness.catalogue.Catalogues;
import dev.quiesce.harness.replay.ReplaySettings;
import dev.quiesce.harness.report.ExitCode;
import dev.quiesce.harness.report.MeasurementTable;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.Measurements;
import dev.quiesce.harness.result.RunJob;
import dev.quiesce.harness.result.RunSetting;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.result.WorkloadLibrary;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replays a recording on real threads and measures. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Replays a recorded QEMU run over strategies, on real threads, and measures.",
    footer = {
      "",
      "Examples:",
      "  harness run --workload kvm_unplug_during_migration",
      "  harness run -s gfree-rcu,notifier-lock --workload mine.jsonl.gz --speed 1",
      "  harness run --workload migration_default_shift --histograms out",
      "  harness run -s fixes --workload stock_trace --rcu fast,qemu --format json",
      "  harness run --workload migration_default_shift --log-clear per-gib"
    })
public final class RunCommand implements Callable<Integer> {
  @Mixin private StrategyOptions strategies = new StrategyOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--workload",
      required = true,
      paramLabel = "NAME|FILE",
      completionCandidates = Ids.Workloads.class,
      description = "A bundled recording or a file; see 'harness list workloads'.")
  private String workload = "";

  @Option(
      names = "--speed",
      paramLabel = "FACTOR|max",
      defaultValue = "max",
      converter = SpeedConverter.class,
      description = "Factor of the recorded time (default ${DEFAULT-VALUE}).")
  private double speed;

  @Option(
      names = "--form",
      defaultValue = "complete",
      description = "Form of the strategies (default ${DEFAULT-VALUE}).")
  private String form = "complete";

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "1",
      description = "Replays of each strategy (default ${DEFAULT-VALUE}).")
  private int repetitions = 1;

  @Option(
      names = "--rcu",
      split = ",",
      defaultValue = "fast",
      paramLabel = "fast,qemu",
      description = {
        "RCU domains to replay over, each in turn (default ${DEFAULT-VALUE}):",
        "fast read sections, or QEMU's own algorithm."
      })
  private List<String> rcu = List.of("fast");

  @Option(
      names = "--batching",
      defaultValue = "qemu",
      description = "Of the call_rcu thread: qemu or prompt (default ${DEFAULT-VALUE}).")
  private String batching = "qemu";

  @Option(
      names = "--log-clear",
      defaultValue = "recorded",
      description = {
        "Cost of a log_clear (default ${DEFAULT-VALUE}): recorded, none,",
        "or per-gib for 1.5 ms a GiB, the kernel's time under mmu_lock."
      })
  private String logClear = "recorded";

  @Option(names = "--histograms", paramLabel = "DIR", description = "Where .hlog files go.")
  private @Nullable Path histograms;

  private final Catalogues catalogues;
  private final WorkloadLibrary library;
  private final Children children;

  @Inject
  RunCommand(Catalogues catalogues, WorkloadLibrary library, Children children) {
    this.catalogues = catalogues;
    this.library = library;
    this.children = children;
  }

  @Override
  public Integer call() {
    if (repetitions < 1) {
      throw new UsageException("--repetitions must be at least 1");
    }
    Catalogue catalogue = catalogues.with(strategies.pluginPath);
    List<StrategyDescriptor> chosen = catalogue.select(strategies.strategies);
    library.facts(workload);
    makeDirectory();
    List<RunJob> jobs =
        new RunJobs(chosen, form, speed, RunJob.WARMUPS, strategies.seed, histograms)
            .of(List.of(workload), settings(), repetitions);
    System.err.println("harness: " + jobs.size() + " replays, seed " + strategies.seed);
    Barriers.ofProcess().warning().ifPresent(why -> System.err.println("harness: " + why));
    Path log = Scratch.log(Children.RUN);
    List<String> failures = new ArrayList<>();
    List<Measurement> measured = children.run(jobs, strategies.pluginPath, log, true, failures);
    print(measured);
    failures.forEach(failure -> System.err.println("harness: " + failure));
    if (!failures.isEmpty()) {
      return ExitCode.INFRASTRUCTURE.code();
    }
    Scratch.discard(log);
    return ExitCode.OK.code();
  }

  private List<RunSetting> settings() {
    List<RunSetting> settings =
        rcu.stream().distinct().map(one -> new RunSetting(one, batching, logClear)).toList();
    try {
      settings.forEach(ReplaySettings::of);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    return settings;
  }

  private void makeDirectory() {
    Path directory = histograms;
    if (directory != null) {
      try {
        Files.createDirectories(directory);
      } catch (IOException e) {
        throw new UsageException("cannot write into " + directory + ": " + e);
      }
    }
  }

  private void print(List<Measurement> measured) {
    MeasurementTable table = new MeasurementTable();
    System.out.print(
        switch (output.format) {
          case JSON ->
              Json.document(new Measurements(Measurements.SCHEMA, strategies.seed, measured));
          case MD -> table.markdown(measured);
          case TEXT -> table.text(measured);
        });
  }
}
