package dev.quiesce.harness.cli;

import dev.quiesce.harness.result.ExplorerSpeed;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.SpeedJob;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast the explorer of this build is on this machine. */
@Command(
    name = "speed",
    mixinStandardHelpOptions = true,
    description = "Measures the explorer: executions and steps a second, on one CPU.",
    footer = {"", "Examples:", "  harness speed", "  harness speed --time 20s --format json"})
public final class SpeedCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--time",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description = "What is counted, after as much warming up (default ${DEFAULT-VALUE}).")
  private Duration time = Duration.ofSeconds(10);

  private final Children children;

  @Inject
  SpeedCommand(Children children) {
    this.children = children;
  }

  @Override
  public Integer call() {
    Path log = Scratch.log(Children.SPEED);
    SpeedJob job =
        new SpeedJob(
            "gfree-rcu", "clear-vs-unregister", "with-log-clear", time.toMillis(), time.toMillis());
    ExplorerSpeed speed = children.speed(job, List.of(), log);
    Scratch.discard(log);
    System.out.print(
        switch (output.format) {
          case JSON -> Json.document(speed);
          case TEXT, MD -> text(job, speed);
        });
    return 0;
  }

  private static String text(SpeedJob job, ExplorerSpeed speed) {
    return String.format(
        Locale.ROOT,
        "%s x %s/%s, JDK %s, %s%n%,.0f steps/s, %,.0f executions/s (%d executions of %.1f steps in"
            + " %.1f s, %.1f s of CPU)%n",
        job.scenario(),
        job.strategy(),
        job.variant(),
        speed.jdk(),
        speed.carrier(),
        speed.stepsPerSecond(),
        speed.executionsPerSecond(),
        speed.executions(),
        (double) speed.steps() / Math.max(1, speed.executions()),
        speed.seconds(),
        speed.cpuSeconds());
  }
}
