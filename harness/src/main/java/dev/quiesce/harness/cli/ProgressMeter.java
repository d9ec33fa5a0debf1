package dev.quiesce.harness.cli;

import dev.quiesce.harness.result.CellResult;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Tells on standard error how far a phase is: on a terminal what came out so far and a line that
 * changes, elsewhere a line every ten seconds.
 */
final class ProgressMeter implements AutoCloseable {
  private static final Duration TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(10);
  private static final int WIDTH = 79;
  private static final String CLEAR = "\u001b[2K";

  private final PrintStream err;
  private final boolean terminal;
  private final String phase;
  private final int total;
  private final long started = System.nanoTime();
  private final Thread ticker;
  private final LiveSummary summary = new LiveSummary();
  private int drawn;
  private int done;
  private String current = "";

  ProgressMeter(PrintStream err, boolean terminal, String phase, int total) {
    this.err = err;
    this.terminal = terminal;
    this.phase = phase;
    this.total = total;
    this.ticker = new Thread(this::tick, "progress");
    ticker.setDaemon(true);
    ticker.start();
  }

  /** Something is being done. */
  synchronized void at(String what) {
    current = what;
  }

  /** Something is finished. */
  synchronized void finished(String what) {
    done++;
    current = what;
  }

  /** A cell has its verdict. */
  synchronized void finished(CellResult cell) {
    summary.add(cell);
    finished(cell.key().display());
  }

  private void tick() {
    try {
      while (true) {
        Thread.sleep((terminal ? TERMINAL : ELSEWHERE).toMillis());
        print();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void print() {
    if (!terminal) {
      err.println("harness: " + line());
      return;
    }
    StringBuilder screen = new StringBuilder(home());
    List<String> lines = summary.lines();
    lines.forEach(line -> screen.append(CLEAR).append(line).append('\n'));
    screen.append(CLEAR).append(fitting(line()));
    drawn = lines.size();
    err.print(screen);
    err.flush();
  }

  /** Back to the first line of what was drawn before. */
  private String home() {
    return drawn == 0 ? "\r" : "\r\u001b[" + drawn + "A";
  }

  private static String fitting(String line) {
    return line.length() > WIDTH ? line.substring(0, WIDTH) : line;
  }

  synchronized String line() {
    double seconds = (System.nanoTime() - started) / 1e9;
    String eta =
        done == 0 ? "?" : String.format(Locale.ROOT, "%.0f s", seconds / done * (total - done));
    String sum = summary.text();
    return String.format(
        Locale.ROOT,
        "%s %d/%d, %.0f s, ETA %s, %s%s",
        phase,
        done,
        total,
        seconds,
        eta,
        sum.isEmpty() || terminal ? "" : sum + ", ",
        current);
  }

  @Override
  public void close() {
    ticker.interrupt();
    if (terminal) {
      synchronized (this) {
        err.print(home() + "\u001b[J");
        err.flush();
      }
    }
  }
}
