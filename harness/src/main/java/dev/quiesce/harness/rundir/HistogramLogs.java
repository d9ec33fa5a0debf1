package dev.quiesce.harness.rundir;

import dev.quiesce.harness.result.MeasuredOperation;
import dev.quiesce.harness.result.Measurement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.jspecify.annotations.Nullable;

/** Reads the interval logs of a run's replays, of the operations that the report draws. */
final class HistogramLogs {
  /** Ejects are drawn as moments: what they cost is told by the unregistrations in them. */
  static final String EJECT = "eject";

  private static final Set<String> OPERATIONS =
      Set.of(
          MeasuredOperation.CLEAR,
          MeasuredOperation.UNREGISTER,
          MeasuredOperation.COMMIT,
          MeasuredOperation.BACKLOG_SAMPLE,
          EJECT);
  private static final String TAG = "Tag=";
  private static final int DIGITS = 3;

  private final Path run;
  private final List<String> gaps;
  private final Map<String, Sum> sums = new LinkedHashMap<>();
  private int read;

  /** A reader of that directory; what cannot be read is added to the gaps. */
  HistogramLogs(Path run, List<String> gaps) {
    this.run = run;
    this.gaps = gaps;
  }

  /** What belongs together, while it is gathered. */
  private static final class Sum {
    private final Measurement of;
    private final String operation;
    private final Histogram total = new Histogram(DIGITS);
    private final Set<Integer> logs = new LinkedHashSet<>();
    private final List<Latencies.Interval> intervals = new ArrayList<>();

    Sum(Measurement of, String operation) {
      this.of = of;
      this.operation = operation;
      total.setAutoResize(true);
    }
  }

  /** The latencies of every measurement that has a log. */
  List<Latencies> read(List<Measurement> measurements) {
    List<String> missing = new ArrayList<>();
    for (Measurement one : measurements) {
      String name = HistogramFile.name(one);
      Path file = run.resolve(name);
      if (!Files.exists(file)) {
        // A replay that failed in its warm-up has none, and a note that says so.
        if (!one.failed()) {
          missing.add(name);
        }
        continue;
      }
      read++;
      try {
        log(one, new String(Documents.bytes(file, Documents.SHARE), StandardCharsets.ISO_8859_1));
      } catch (IOException | RuntimeException e) {
        // The library throws whatever a damaged line makes it stumble over.
        gaps.add(name + " is damaged: its curves end where it is: " + e);
      }
    }
    if (!missing.isEmpty()) {
      gaps.add(
          missing.size()
              + " of "
              + measurements.size()
              + " interval logs are missing ("
              + missing.get(0)
              + (missing.size() > 1 ? ", ..." : "")
              + "): no curves and time lines of these");
    }
    return sums.values().stream()
        .map(
            sum ->
                new Latencies(
                    sum.of.strategy(),
                    sum.of.form(),
                    sum.of.workload(),
                    sum.of.variant(),
                    sum.operation,
                    sum.total,
                    sum.logs.size(),
                    sum.intervals))
        .toList();
  }

  private void log(Measurement one, String text) {
    StringBuilder wanted = new StringBuilder(text.length());
    text.lines()
        .filter(line -> !line.startsWith(TAG) || OPERATIONS.contains(tag(line)))
        .forEach(line -> wanted.append(line).append('\n'));
    byte[] bytes = wanted.toString().getBytes(StandardCharsets.ISO_8859_1);
    HistogramLogReader reader = new HistogramLogReader(new ByteArrayInputStream(bytes));
    while (reader.hasNext()) {
      if (reader.nextIntervalHistogram() instanceof AbstractHistogram interval) {
        add(one, interval, reader.getStartTimeSec());
      }
    }
  }

  private void add(Measurement one, AbstractHistogram interval, double startSeconds) {
    @Nullable String operation = interval.getTag();
    if (operation == null || interval.getTotalCount() == 0) {
      return;
    }
    String key =
        String.join("\n", one.strategy(), one.form(), one.workload(), one.variant(), operation);
    Sum sum = sums.computeIfAbsent(key, absent -> new Sum(one, operation));
    sum.total.add(interval);
    sum.logs.add(read);
    if (sum.logs.size() == 1) {
      sum.intervals.add(
          new Latencies.Interval(
              interval.getStartTimeStamp() / 1e3 - startSeconds,
              interval.getEndTimeStamp() / 1e3 - startSeconds,
              interval.getTotalCount(),
              (double) interval.getValueAtPercentile(50),
              (double) interval.getValueAtPercentile(99),
              (double) interval.getMaxValue()));
    }
  }

  private static String tag(String line) {
    int end = line.indexOf(',');
    return end < 0 ? "" : line.substring(TAG.length(), end);
  }
}
