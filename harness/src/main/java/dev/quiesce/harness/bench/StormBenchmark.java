package dev.quiesce.harness.bench;

import dev.quiesce.api.strategy.StrategyPlugin;
import dev.quiesce.harness.recording.LineSource;
import dev.quiesce.harness.recording.LogForm;
import dev.quiesce.harness.recording.RecordedEvent;
import dev.quiesce.harness.recording.RecordingLimits;
import dev.quiesce.harness.recording.RecordingReader;
import dev.quiesce.harness.replay.ReplayReport;
import dev.quiesce.harness.replay.ReplaySettings;
import dev.quiesce.harness.replay.Replayer;
import dev.quiesce.harness.workload.Workload;
import dev.quiesce.harness.workload.WorkloadReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One recording, read and replayed as fast as possible over QEMU as it is. The secondary results
 * say how much that is a second.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class StormBenchmark {
  /** The recording. */
  @State(Scope.Benchmark)
  public static class Storm {
    @Param("")
    String recording;

    private Path path;
    private Workload workload;
    private StrategyPlugin unfixed;

    /** Finds it. */
    @Setup
    public void open() throws Exception {
      path = Path.of(recording);
      if (!Files.isRegularFile(path)) {
        throw new IllegalArgumentException(
            "no recording at '" + recording + "': name one with -p recording=FILE");
      }
      workload = WorkloadReader.read(path).workload();
      unfixed =
          ServiceLoader.load(StrategyPlugin.class).stream()
              .map(ServiceLoader.Provider::get)
              .filter(plugin -> plugin.descriptor().id().equals("control-unfixed"))
              .findFirst()
              .orElseThrow();
    }
  }

  /** How much was done in how long. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Rate {
    private long done;
    private long nanos;

    /** Begins an iteration. */
    @Setup(Level.Iteration)
    public void reset() {
      done = 0;
      nanos = 0;
    }

    /** Lines or events a second. */
    public double perSecond() {
      return nanos == 0 ? 0 : done * 1e9 / nanos;
    }
  }

  /** Every line is read and parsed. */
  @Benchmark
  public long parse(Storm on, Rate rate) throws Exception {
    long begin = System.nanoTime();
    RecordingLimits limits = RecordingLimits.DEFAULT;
    try (LineSource source = LineSource.open(on.path, limits);
        RecordingReader reader = new RecordingReader(source, LogForm.QEMU, limits)) {
      long times = 0;
      while (reader.next()) {
        times += reader.event().map(RecordedEvent::timeNs).orElse(0L);
      }
      rate.done += source.line();
      rate.nanos += System.nanoTime() - begin;
      return times;
    }
  }

  /** The operations are replayed on the threads that made them. */
  @Benchmark
  public ReplayReport replay(Storm on, Rate rate) throws Exception {
    ReplaySettings settings = ReplaySettings.RECORDED.atSpeed(ReplaySettings.MAX_SPEED);
    ReplayReport report =
        new Replayer(on.workload, settings, Optional.empty())
            .run(vm -> on.unfixed.create(vm, on.unfixed.descriptor().defaultForm().ingredients()));
    if (report.failure().isPresent()) {
      throw new IllegalStateException("the replay failed: " + report.failure().get());
    }
    // Operations, and what they bring about: the recording has a line for either.
    rate.done += report.gauges().getOrDefault("events", 0.0).longValue();
    rate.nanos += (long) (report.gauges().getOrDefault("seconds", 0.0) * 1e9);
    return report;
  }
}
