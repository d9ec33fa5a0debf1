package dev.quiesce.harness.workload;

import dev.quiesce.harness.fuzz.FuzzTarget;
import dev.quiesce.harness.fuzz.Refusal;
import dev.quiesce.harness.recording.LineSource;
import dev.quiesce.harness.recording.LogForm;
import dev.quiesce.harness.recording.RecordingException;
import dev.quiesce.harness.recording.RecordingLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recordings, trace logs, texts of perf and workload files that nothing of ours wrote. */
public final class RecordingFuzz implements FuzzTarget {
  private static final String FILE = "fuzz.log";
  private static final int LINES = 40;
  private static final Pattern EVENT = Pattern.compile("(?:\"ev\":\"|:)(\\w+)[\" ]");
  private static final String STOCK = "stock_trace.log.gz";

  /** Bytes in front of the content of a compressed input that say what is done to it. */
  private static final int CONTROL = 3;

  private enum Form {
    JSON("recording-json"),
    STOCK("recording-stock"),
    PERF("recording-perf"),
    GZIP("recording-gzip"),
    WORKLOAD("workload");

    private final String target;

    Form(String target) {
      this.target = target;
    }
  }

  private final Form form;

  private RecordingFuzz(Form form) {
    this.form = form;
  }

  /** One for each form. */
  public static List<RecordingFuzz> all() {
    return Arrays.stream(Form.values()).map(RecordingFuzz::new).toList();
  }

  @Override
  public String name() {
    return form.target;
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    switch (form) {
      case JSON -> recordings().forEach(seeds::add);
      case STOCK -> seeds.add(head(Recordings.text(STOCK)));
      case PERF -> {
        for (String kind : List.of("perf", "trace-cmd", "ftrace")) {
          try (InputStream in =
              RecordingFuzz.class.getResourceAsStream("/perf/small." + kind + ".txt")) {
            seeds.add(in.readAllBytes());
          }
        }
      }
      case GZIP -> {
        byte[] start = head(Recordings.text(STOCK));
        for (byte[] control : new byte[][] {{0, 0, 0}, {1, 40, 1}, {2, 100, 0}, {3, 10, 0}}) {
          seeds.add(joined(control, start));
        }
      }
      case WORKLOAD -> {
        for (BundledWorkloads.Bundled bundled : BundledWorkloads.list()) {
          String text = Recordings.text(bundled.fileName());
          String start = String.join("\n", text.lines().limit(LINES).toList()) + "\n";
          byte[] recording = start.getBytes(StandardCharsets.UTF_8);
          seeds.add(written(read(recording, LogForm.QEMU).workload()));
        }
      }
    }
    return seeds;
  }

  private static List<byte[]> recordings() throws IOException {
    List<byte[]> heads = new ArrayList<>();
    for (BundledWorkloads.Bundled bundled : BundledWorkloads.list()) {
      if (!bundled.fileName().equals(STOCK)) {
        heads.add(head(Recordings.text(bundled.fileName())));
      }
    }
    return heads;
  }

  /** The first line of every event, up to a number: much to mutate in few bytes. */
  private static byte[] head(String text) {
    Set<String> events = new HashSet<>();
    StringBuilder head = new StringBuilder();
    text.lines()
        .filter(line -> events.add(event(line)))
        .limit(LINES)
        .forEach(line -> head.append(line).append('\n'));
    return head.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String event(String line) {
    Matcher event = EVENT.matcher(line);
    return event.find() ? event.group(1) : "";
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  @Override
  public void read(byte[] input) throws IOException {
    byte[] bytes = form == Form.GZIP ? compressed(input) : input;
    ImportedWorkload imported;
    try {
      imported = read(bytes, form == Form.PERF ? LogForm.PERF : LogForm.QEMU);
    } catch (RecordingException e) {
      Refusal.check(e, FILE);
      return;
    }
    WorkloadStatistics.of(imported.workload());
    imported.workload().overlaps();
    byte[] once = written(imported.workload());
    byte[] twice = written(read(once, LogForm.QEMU).workload());
    if (!Arrays.equals(once, twice)) {
      throw new AssertionError("a workload that was accepted is read back differently");
    }
  }

  private static ImportedWorkload read(byte[] bytes, LogForm log) throws RecordingException {
    RecordingLimits limits = RecordingLimits.DEFAULT;
    LineSource source = LineSource.of(FILE, new ByteArrayInputStream(bytes), limits);
    return WorkloadReader.read(source, FILE, log, limits);
  }

  private static byte[] written(Workload workload) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WorkloadWriter.write(workload, out);
    return out.toByteArray();
  }

  /** Compresses most of an input, then does to the outcome what the input's first bytes say. */
  private static byte[] compressed(byte[] input) {
    if (input.length < CONTROL) {
      return input;
    }
    byte[] content = Arrays.copyOfRange(input, CONTROL, input.length);
    byte[] whole = Recordings.gzip(content);
    int at = Math.floorMod(input[1] * 31 + input[2], whole.length);
    return switch (input[0] & 7) {
      case 0 -> whole;
      case 1 -> {
        whole[at] ^= input[2];
        yield whole;
      }
      case 2 -> Arrays.copyOf(whole, at);
      case 3 -> joined(whole, Arrays.copyOf(content, Math.min(at, content.length)));
      case 4 -> joined(whole, whole);
      case 5 -> Recordings.gzip(whole);
      default -> joined(new byte[] {0x1f, (byte) 0x8b}, content);
    };
  }
}
