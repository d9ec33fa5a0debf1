package dev.quiesce.harness.projection;

import dev.quiesce.harness.recording.EventKind;
import dev.quiesce.harness.recording.LineSource;
import dev.quiesce.harness.recording.LogForm;
import dev.quiesce.harness.recording.RecordedEvent;
import dev.quiesce.harness.recording.RecordingException;
import dev.quiesce.harness.recording.RecordingLimits;
import dev.quiesce.harness.recording.RecordingReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stretch of a recording in which every hold of the BQL was recorded.
 *
 * @param seconds how long it is
 * @param holders the threads that took the BQL in it
 */
public record BqlWindow(double seconds, List<Holder> holders) {
  /** The recording that comes with the program: TCG, two vCPUs, steady, migrating, hot-plugging. */
  public static final String BUNDLED = "bql_and_rcu_windows.jsonl.gz";

  /** Nothing recorded for so long: the next window. */
  private static final long GAP_NS = 300_000_000;

  private static final String VCPU = "cpu";

  /** Copies the list. */
  public BqlWindow {
    holders = List.copyOf(holders);
  }

  /**
   * What one thread did in a window.
   *
   * @param thread its recorded name
   * @param turns in order
   */
  public record Holder(String thread, List<Turn> turns) {
    /** Copies the list. */
    public Holder {
      turns = List.copyOf(turns);
    }

    /** Whether it is a vCPU. */
    public boolean isVcpu() {
      return thread.startsWith(VCPU);
    }

    /** The recorded mean wait in ns. */
    public double meanWaitNs() {
      return turns.stream().mapToDouble(Turn::waitNs).average().orElse(0);
    }

    /** How often a second it takes the BQL, if it never has to wait. */
    public double perSecond() {
      double ns = turns.stream().mapToDouble(turn -> turn.thinkNs() + turn.holdNs()).sum();
      return ns == 0 ? 0 : turns.size() * 1e9 / ns;
    }
  }

  /**
   * Once around: without the BQL, waiting for it, holding it.
   *
   * @param thinkNs ns between the last release and the request
   * @param waitNs ns between the request and the hold
   * @param holdNs ns of the hold
   */
  public record Turn(double thinkNs, double waitNs, double holdNs) {}

  /**
   * The windows of a recording.
   *
   * @throws RecordingException if it cannot be read, or has none
   */
  public static List<BqlWindow> read(Path file) throws RecordingException {
    return read(LineSource.open(file, RecordingLimits.DEFAULT));
  }

  /**
   * The windows of the bundled recording.
   *
   * @throws RecordingException if the program was packed without it
   */
  public static List<BqlWindow> bundled() throws RecordingException {
    InputStream stream = BqlWindow.class.getResourceAsStream("/workloads/" + BUNDLED);
    if (stream == null) {
      throw new RecordingException(
          BUNDLED, 0, "the program was packed without it", "Build the program again");
    }
    return read(LineSource.of(BUNDLED, stream, RecordingLimits.DEFAULT));
  }

  private record Hold(String thread, long startNs, long waitNs, long holdNs) {
    long requestNs() {
      return startNs - waitNs;
    }

    long endNs() {
      return startNs + holdNs;
    }
  }

  private static List<BqlWindow> read(LineSource source) throws RecordingException {
    List<Hold> holds = new ArrayList<>();
    try (RecordingReader reader =
        new RecordingReader(source, LogForm.QEMU, RecordingLimits.DEFAULT)) {
      while (reader.next()) {
        RecordedEvent event = reader.event().orElse(null);
        if (event != null && event.kind() == EventKind.BQL_HOLD) {
          holds.add(
              new Hold(
                  event.thread(),
                  event.timeNs(),
                  event.number("wait_ns"),
                  event.number("hold_ns")));
        }
      }
      if (holds.isEmpty()) {
        throw source.error(
            "it has no bql_hold record", "Take a recording with windows of BQL holds");
      }
    } catch (RecordingException e) {
      throw e;
    } catch (IOException e) {
      throw source.error("it cannot be read: " + e.getMessage(), "Check the file");
    }
    return windows(holds);
  }

  private static List<BqlWindow> windows(List<Hold> holds) {
    List<BqlWindow> windows = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= holds.size(); i++) {
      if (i == holds.size() || holds.get(i).startNs() - holds.get(i - 1).startNs() > GAP_NS) {
        windows.add(window(holds.subList(from, i)));
        from = i;
      }
    }
    return windows;
  }

  private static BqlWindow window(List<Hold> holds) {
    Map<String, List<Turn>> turns = new TreeMap<>();
    Map<String, Long> released = new TreeMap<>();
    long end = 0;
    for (Hold hold : holds) {
      Long before = released.put(hold.thread(), hold.endNs());
      end = Math.max(end, hold.endNs());
      if (before != null) {
        // A thread's own clock: a request that seems to precede its last release came at once.
        long think = Math.max(0, hold.requestNs() - before);
        turns
            .computeIfAbsent(hold.thread(), key -> new ArrayList<>())
            .add(new Turn((double) think, (double) hold.waitNs(), (double) hold.holdNs()));
      }
    }
    List<Holder> holders = new ArrayList<>();
    turns.forEach((thread, own) -> holders.add(new Holder(thread, own)));
    return new BqlWindow((end - holds.get(0).startNs()) / 1e9, holders);
  }
}
