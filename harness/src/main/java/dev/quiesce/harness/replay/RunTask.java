package dev.quiesce.harness.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quiesce.api.memory.Protocol;
import dev.quiesce.api.memory.Vm;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.barrier.Barriers;
import dev.quiesce.harness.catalogue.LoadedStrategies;
import dev.quiesce.harness.fork.ChildTask;
import dev.quiesce.harness.fork.Message;
import dev.quiesce.harness.recording.RecordingException;
import dev.quiesce.harness.result.Json;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.RunJob;
import dev.quiesce.harness.workload.BundledWorkloads;
import dev.quiesce.harness.workload.Workload;
import dev.quiesce.harness.workload.WorkloadReader;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The child task {@code run}: replays one workload over one strategy, after a few replays at full
 * speed that are not measured, so that the code is compiled.
 *
 * <p>Beside the fields of {@link RunJob} an item may have {@code patienceSeconds}.
 */
public final class RunTask implements ChildTask {
  /** The kind of this task. */
  public static final String KIND = "run";

  private static final int PATIENCE_SECONDS = 10;
  private static final long HEARTBEAT_MS = 2000;

  private final LoadedStrategies strategies;

  /** A task over the given strategies. */
  @Inject
  public RunTask(Map<String, StrategyPlugin> plugins) {
    this.strategies = new LoadedStrategies(plugins);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(JsonNode item, Consumer<Message> out) throws Exception {
    RunJob job = Json.convert(item, RunJob.class);
    StrategyPlugin plugin = strategies.get(job.strategy());
    Form form = strategies.form(job.strategy(), job.form());
    Workload workload = workload(job.workload());
    ReplaySettings settings =
        ReplaySettings.of(job.setting())
            .atSpeed(job.speed())
            .with(Duration.ofSeconds(item.path("patienceSeconds").asInt(PATIENCE_SECONDS)));
    Function<Vm, Protocol> protocol = vm -> plugin.create(vm, form.ingredients());
    Thread heartbeat = heartbeat(job, workload, settings, out);
    try {
      Optional<Path> histogram = Optional.ofNullable(job.histogram()).map(Path::of);
      ReplayReport report = replay(workload, settings, protocol, job.warmups(), histogram);
      out.accept(new Message.Measured(measurement(job, settings, report)));
    } finally {
      heartbeat.interrupt();
    }
  }

  /** A warm-up that fails is the result: the strategy would fail again, after the same patience. */
  private static ReplayReport replay(
      Workload workload,
      ReplaySettings settings,
      Function<Vm, Protocol> protocol,
      int warmups,
      Optional<Path> histogram)
      throws IOException, InterruptedException {
    ReplaySettings hurried = settings.atSpeed(ReplaySettings.MAX_SPEED);
    for (int i = 0; i < warmups; i++) {
      ReplayReport warmup = new Replayer(workload, hurried, Optional.empty()).run(protocol);
      if (warmup.failure().isPresent()) {
        return warmup;
      }
    }
    return new Replayer(workload, settings, histogram).run(protocol);
  }

  private static Measurement measurement(RunJob job, ReplaySettings settings, ReplayReport report) {
    Map<String, String> setting =
        new LinkedHashMap<>(settings.describe(Barriers.ofProcess().barrier()));
    setting.put("repetition", Integer.toString(job.repetition()));
    return new Measurement(
        job.strategy(),
        job.form(),
        job.workload(),
        setting,
        report.operations(),
        report.gauges(),
        report.notes(),
        report.driftP99Ns(),
        report.flagged());
  }

  /**
   * The bundled workload of that name, or the file of that path.
   *
   * @throws RecordingException if it cannot be read
   */
  static Workload workload(String nameOrPath) throws RecordingException {
    Optional<BundledWorkloads.Bundled> bundled = BundledWorkloads.find(nameOrPath);
    return bundled.isPresent()
        ? BundledWorkloads.read(bundled.get()).workload()
        : WorkloadReader.read(Path.of(nameOrPath)).workload();
  }

  private static Thread heartbeat(
      RunJob job, Workload workload, ReplaySettings settings, Consumer<Message> out) {
    long begin = System.nanoTime();
    double seconds = settings.timed() ? workload.meta().durationNs() / 1e9 / settings.speed() : 0;
    String text = "run " + job.workload() + " over " + job.strategy();
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  Thread.sleep(HEARTBEAT_MS);
                  long elapsed = (System.nanoTime() - begin) / 1_000_000_000;
                  out.accept(new Message.Progress(text, elapsed, (long) Math.ceil(seconds)));
                }
              } catch (InterruptedException e) {
                // The replay has ended.
              }
            },
            "heartbeat");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
