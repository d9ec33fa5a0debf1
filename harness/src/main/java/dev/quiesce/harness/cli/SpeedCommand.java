package dev.quiesce.harness.cli;

import dev.quiesce.harness.catalogue.Catalogue;
import dev.quiesce.harness.catalogue.Catalogues;
import dev.quiesce.harness.result.ExplorerSpeed;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.MachineSpeed;
import dev.quiesce.harness.result.SpeedJob;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast the explorer of this build is on this machine. */
@Command(
    name = "speed",
    mixinStandardHelpOptions = true,
    description = "Measures the explorer: executions and steps a second, on one CPU and on all.",
    footer = {
      "",
      "Examples:",
      "  harness speed",
      "  harness speed -s notifier-lock --time 20s --format json"
    })
public final class SpeedCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = {"-s", "--strategy"},
      paramLabel = "ID",
      completionCandidates = Ids.Strategies.class,
      description = "Whose cell is explored (default: the first that harness list strategies has).")
  private @Nullable String strategy;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description =
          "What is counted each time, after as much warming up (default ${DEFAULT-VALUE}).")
  private Duration time = Duration.ofSeconds(10);

  private final Catalogues catalogues;
  private final Children children;

  @Inject
  SpeedCommand(Catalogues catalogues, Children children) {
    this.catalogues = catalogues;
    this.children = children;
  }

  @Override
  public Integer call() {
    Catalogue catalogue = catalogues.builtIn();
    String id = catalogue.get(strategy == null ? catalogue.ids().get(0) : strategy).id();
    Path log = Scratch.log(Children.SPEED);
    SpeedJob job =
        new SpeedJob(id, "clear-vs-unregister", "with-log-clear", time.toMillis(), time.toMillis());
    MachineSpeed speed = children.speed(job, List.of(), log);
    Scratch.discard(log);
    System.out.print(
        switch (output.format) {
          case JSON -> Json.document(speed);
          case TEXT, MD -> text(job, speed);
        });
    return 0;
  }

  private static String text(SpeedJob job, MachineSpeed speed) {
    ExplorerSpeed alone = speed.alone();
    String one =
        String.format(
            Locale.ROOT,
            "%s x %s/%s, JDK %s, %s%none CPU:  %,.0f steps/s, %,.0f executions/s (%d executions of"
                + " %.1f steps in %.1f s, %.1f s of CPU)%n",
            job.scenario(),
            job.strategy(),
            job.variant(),
            alone.jdk(),
            alone.carrier(),
            alone.stepsPerSecond(),
            alone.executionsPerSecond(),
            alone.executions(),
            (double) alone.steps() / Math.max(1, alone.executions()),
            alone.seconds(),
            alone.cpuSeconds());
    int cpus = speed.together().size();
    return cpus == 1
        ? one
        : one
            + String.format(
                Locale.ROOT,
                "%d CPUs:   %,.0f steps/s, %,.0f executions/s at the same time (an explorer"
                    + " each)%n",
                cpus,
                speed.stepsPerSecond(),
                speed.executionsPerSecond());
  }
}
