package dev.quiesce.harness.replay;

import dev.quiesce.harness.result.MeasuredOperation;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the threads' latencies once a second: into totals, and into interval logs if wanted, one
 * {@code operation.hlog} each in a directory, or one file with the operation as tag.
 */
final class IntervalLog implements AutoCloseable {
  private static final long INTERVAL_MS = 1000;

  private final List<ThreadMeter> meters;
  private final Map<StepKind, Histogram> totals = new EnumMap<>(StepKind.class);
  private final Map<StepKind, HistogramLogWriter> writers = new EnumMap<>(StepKind.class);
  private final LongSupplier backlog;
  private final boolean tagged;
  private @Nullable HistogramLogWriter shared;
  private final long startMs = System.currentTimeMillis();
  private long lastMs = startMs;
  private @Nullable Histogram interval;
  private volatile boolean running = true;
  private @Nullable Thread thread;

  /**
   * Opens the files.
   *
   * @param backlog the most blocks that were retired and not yet freed since the last call; one
   *     value an interval, in the file with tags only
   * @param target a directory, or a file whose name ends in {@code .hlog}; empty for no logs
   * @throws IOException if a file cannot be made
   */
  IntervalLog(List<ThreadMeter> meters, LongSupplier backlog, Optional<Path> target)
      throws IOException {
    this.meters = List.copyOf(meters);
    this.backlog = backlog;
    this.tagged = target.isPresent() && target.get().toString().endsWith(".hlog");
    for (StepKind kind : StepKind.values()) {
      if (meters.stream().anyMatch(meter -> meter.latencies(kind) != null)) {
        totals.put(kind, ThreadMeter.histogram());
      }
    }
    if (target.isPresent()) {
      open(target.get());
    }
  }

  private void open(Path target) throws IOException {
    Path directory = tagged ? target.toAbsolutePath().getParent() : target;
    if (directory != null) {
      Files.createDirectories(directory);
    }
    HistogramLogWriter one = tagged ? writer(target) : null;
    shared = one;
    for (StepKind kind : totals.keySet()) {
      Path file = target.resolve(kind.measuredAs() + ".hlog");
      writers.put(kind, one != null ? one : writer(file));
    }
  }

  private HistogramLogWriter writer(Path file) throws FileNotFoundException {
    HistogramLogWriter writer = new HistogramLogWriter(file.toFile());
    writer.outputComment("latencies in nanoseconds from the intended start");
    writer.outputLogFormatVersion();
    writer.outputStartTime(startMs);
    writer.outputLegend();
    return writer;
  }

  /** Starts gathering. */
  void start() {
    Thread sampler =
        new Thread(
            () -> {
              try {
                while (running) {
                  Thread.sleep(INTERVAL_MS);
                  sample();
                }
              } catch (InterruptedException e) {
                // Closed.
              }
            },
            "interval log");
    sampler.setDaemon(true);
    thread = sampler;
    sampler.start();
  }

  private synchronized void sample() {
    long now = System.currentTimeMillis();
    totals.forEach((kind, total) -> sample(kind, total, now));
    sampleBacklog(now);
    lastMs = now;
  }

  private void sampleBacklog(long nowMs) {
    HistogramLogWriter writer = shared;
    if (writer != null) {
      Histogram most = ThreadMeter.histogram();
      most.recordValue(backlog.getAsLong());
      most.setTag(MeasuredOperation.BACKLOG_SAMPLE);
      double unit = 1.0;
      writer.outputIntervalHistogram(lastMs / 1e3, nowMs / 1e3, most, unit);
    }
  }

  private void sample(StepKind kind, Histogram total, long nowMs) {
    Histogram sum = null;
    for (ThreadMeter meter : meters) {
      SingleWriterRecorder recorder = meter.latencies(kind);
      if (recorder == null) {
        continue;
      }
      interval = recorder.getIntervalHistogram(interval, false);
      total.add(interval);
      if (writers.containsKey(kind) && interval.getTotalCount() > 0) {
        sum = sum == null ? ThreadMeter.histogram() : sum;
        sum.add(interval);
      }
    }
    HistogramLogWriter writer = writers.get(kind);
    if (writer != null && sum != null) {
      if (tagged) {
        sum.setTag(kind.measuredAs());
      }
      double unit = 1.0;
      writer.outputIntervalHistogram(lastMs / 1e3, nowMs / 1e3, sum, unit);
    }
  }

  /** Ends gathering and takes the rest; the threads have ended. */
  @Override
  public void close() {
    running = false;
    Thread sampler = thread;
    if (sampler != null) {
      sampler.interrupt();
    }
    sample();
    writers.values().forEach(HistogramLogWriter::close);
  }

  /** All latencies of a kind. */
  Map<StepKind, Histogram> totals() {
    return totals;
  }
}
