package dev.quiesce.harness.recording;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The events of a recording or of a stock trace, in the order of the file.
 *
 * <p><b>Time.</b> Records of different sources that are less than 1 µs apart may be in the wrong
 * order, so a recording may step back by at most 1 µs. In a stock trace a thread takes its stamp
 * before it takes the lock of the log file and can be preempted between the two: within one thread
 * time may not step back, between threads by at most 1 s. A larger step is an error (a clock that
 * was set, or two runs in one file).
 */
public final class RecordingReader implements Closeable {

  /** Largest step back within a recording, in nanoseconds. */
  public static final long RECORDING_TOLERANCE_NS = 1_000;

  /** Largest step back between two threads of a stock trace, in nanoseconds. */
  public static final long STOCK_TOLERANCE_NS = 1_000_000_000;

  private static final int FORMAT = 1;
  private static final int LINES_UNTIL_STAMP = 1_000;
  private static final String WORKLOAD_MARK = "{\"quiesceWorkload\"";

  private final LineSource source;
  private final RecordingForm form;
  private final RecordingLimits limits;
  private final JsonEventParser json;
  private final StockEventParser stock;
  private final PerfEventParser perf;
  private final Map<String, long[]> lastOfThread = new HashMap<>();
  private long lastNs;
  private boolean metaSeen;
  private boolean stampSeen;
  private boolean heading;
  private long losses;
  private Optional<RecordedEvent> event = Optional.empty();

  /**
   * Reads the first line to tell what the file is.
   *
   * @param source the lines; closed with the reader
   * @param log which program wrote it, if it is text
   * @param limits what is accepted
   * @throws RecordingException if the first line cannot be read
   */
  public RecordingReader(LineSource source, LogForm log, RecordingLimits limits)
      throws RecordingException {
    this.source = source;
    this.limits = limits;
    this.form = detect(source, log);
    EventCatalog catalog = new EventCatalog();
    json = new JsonEventParser(source, limits, catalog);
    stock = new StockEventParser(source, limits, catalog);
    perf = new PerfEventParser(source, limits, catalog);
  }

  private static RecordingForm detect(LineSource source, LogForm log) throws RecordingException {
    if (!source.next()) {
      throw source.error("the file is empty", "Record again, or name another file");
    }
    source.pushBack();
    String start =
        new String(
            source.buffer(),
            source.offset(),
            Math.min(source.length(), WORKLOAD_MARK.length()),
            StandardCharsets.ISO_8859_1);
    if (start.equals(WORKLOAD_MARK)) {
      return RecordingForm.WORKLOAD;
    }
    if (log == LogForm.PERF) {
      if (start.startsWith("{") || StockEventParser.looksStamped(source)) {
        throw source.error(
            "it is %s, not the text of perf or trace-cmd"
                .formatted(start.startsWith("{") ? "JSON Lines" : "a log that QEMU wrote"),
            "Leave --from perf out");
      }
      return RecordingForm.UPROBES;
    }
    return start.startsWith("{") ? RecordingForm.RECORDING : RecordingForm.STOCK_TRACE;
  }

  /**
   * What the file is.
   *
   * @return the form
   */
  public RecordingForm form() {
    return form;
  }

  /**
   * The lines, for their position, and for a reader of workloads.
   *
   * @return the source
   */
  public LineSource source() {
    return source;
  }

  /**
   * Advances by one line.
   *
   * @return false at the end of the file
   * @throws RecordingException if the line is not a record, or the file is not acceptable
   */
  public boolean next() throws RecordingException {
    event = Optional.empty();
    heading = false;
    if (!source.next()) {
      requireContent();
      return false;
    }
    if (isBlank()) {
      return true;
    }
    RecordedEvent parsed;
    if (form == RecordingForm.UPROBES) {
      heading = isHeading(source.text());
      if (heading) {
        return true;
      }
      parsed = perf.parse();
      stampSeen = true;
    } else if (form == RecordingForm.STOCK_TRACE) {
      if (!StockEventParser.looksStamped(source)) {
        checkUnstamped();
        return true;
      }
      parsed = stock.parse();
      stampSeen = true;
    } else {
      parsed = json.parse();
      checkMeta(parsed);
    }
    checkTime(parsed);
    event = Optional.of(parsed);
    return true;
  }

  /**
   * The record of the current line.
   *
   * @return the record; empty for a blank line and for a line of a stock log that is not a trace
   *     line
   */
  public Optional<RecordedEvent> event() {
    return event;
  }

  /**
   * Tells whether the current line is part of a heading, or says that events were lost.
   *
   * @return true if so
   */
  public boolean isHeading() {
    return heading;
  }

  /**
   * What the text says of its own gaps; complete at the end of the file.
   *
   * @return sentences, empty if there are none
   */
  public List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    if (losses > 0) {
      gaps.add("events were lost in %d places: record with larger buffers".formatted(losses));
    }
    if (perf.faults() > 0) {
      gaps.add("%d arguments could not be read by their probe (fault)".formatted(perf.faults()));
    }
    return gaps;
  }

  private boolean isHeading(String line) {
    boolean loss = PerfEventParser.isLoss(line);
    losses += loss ? 1 : 0;
    return loss || PerfEventParser.isHeader(line);
  }

  /**
   * Tells whether the current line is blank.
   *
   * @return true if it has spaces and tabs only
   */
  public boolean isBlank() {
    for (int i = 0; i < source.length(); i++) {
      byte b = source.buffer()[source.offset() + i];
      if (b != ' ' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private void requireContent() throws RecordingException {
    if (form == RecordingForm.UPROBES && !stampSeen) {
      throw new RecordingException(
          source.file(),
          1,
          "it has no event (thread [cpu] seconds: event: arguments)",
          "Record with `perf record -e 'probe_qemu:*'` and print with `perf script`");
    }
    if (form == RecordingForm.STOCK_TRACE && !stampSeen) {
      throw noStamp();
    }
  }

  private void checkUnstamped() throws RecordingException {
    if (!stampSeen && PerfEventParser.looksProbed(source.text())) {
      throw source.error(
          "it is the text of perf or trace-cmd, not a log that QEMU wrote", "Give --from perf");
    }
    if (!stampSeen && source.line() >= LINES_UNTIL_STAMP) {
      throw noStamp();
    }
  }

  private RecordingException noStamp() {
    return new RecordingException(
        source.file(),
        1,
        "it is neither JSON Lines nor a QEMU trace log (no line of the form"
            + " thread@seconds.microseconds:event)",
        "Record with -trace events=FILE -D LOG -msg timestamp=on");
  }

  private void checkMeta(RecordedEvent parsed) throws RecordingException {
    boolean meta = parsed.kind() == EventKind.META;
    if (meta == metaSeen) {
      throw meta
          ? parsed.error("a second 'meta' record", "Split the file: it holds two recordings")
          : parsed.error(
              "the first record is not 'meta'", "Name a whole recording of this project");
    }
    if (meta) {
      metaSeen = true;
      long format = parsed.number("format");
      if (format != FORMAT) {
        throw parsed.error(
            "format version %d is unknown".formatted(format),
            "This program reads version %d; use a newer one".formatted(FORMAT));
      }
    }
  }

  private void checkTime(RecordedEvent parsed) throws RecordingException {
    long[] last = lastOfThread.get(parsed.thread());
    if (last == null) {
      if (lastOfThread.size() >= limits.maxThreads()) {
        throw parsed.error(
            "the run has more than %d threads".formatted(limits.maxThreads()),
            "Record a smaller run");
      }
      last = new long[] {parsed.stampNs()};
      lastOfThread.put(parsed.thread(), last);
    }
    boolean recording = form != RecordingForm.STOCK_TRACE;
    long tolerance = recording ? RECORDING_TOLERANCE_NS : STOCK_TOLERANCE_NS;
    long threadTolerance = recording ? RECORDING_TOLERANCE_NS : 0;
    long back =
        Math.max(
            lastNs - parsed.stampNs() - tolerance, last[0] - parsed.stampNs() - threadTolerance);
    if (back > 0) {
      throw parsed.error(
          String.format(
              Locale.ROOT,
              "time runs backwards by %.3f ms (thread '%s')",
              Math.max(lastNs, last[0]) / 1e6 - parsed.stampNs() / 1e6,
              parsed.thread()),
          "Record one run per file, and do not set the clock during it");
    }
    last[0] = Math.max(last[0], parsed.stampNs());
    lastNs = Math.max(lastNs, parsed.stampNs());
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
