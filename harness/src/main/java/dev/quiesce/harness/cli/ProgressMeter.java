package dev.quiesce.harness.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Tells on standard error how far a phase is: a line that changes on a terminal, a line every ten
 * seconds elsewhere.
 */
final class ProgressMeter implements AutoCloseable {
  private static final Duration TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(10);
  private static final int WIDTH = 79;

  private final PrintStream err;
  private final boolean terminal;
  private final String phase;
  private final int total;
  private final long started = System.nanoTime();
  private final Thread ticker;
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
    String line = line();
    if (terminal) {
      String fitting = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
      err.print("\r" + fitting + " ".repeat(WIDTH - fitting.length()));
      err.flush();
    } else {
      err.println("harness: " + line);
    }
  }

  synchronized String line() {
    double seconds = (System.nanoTime() - started) / 1e9;
    String eta =
        done == 0 ? "?" : String.format(Locale.ROOT, "%.0f s", seconds / done * (total - done));
    return String.format(
        Locale.ROOT, "%s %d/%d, %.0f s, ETA %s, %s", phase, done, total, seconds, eta, current);
  }

  @Override
  public void close() {
    ticker.interrupt();
    if (terminal) {
      synchronized (this) {
        err.print("\r" + " ".repeat(WIDTH) + "\r");
        err.flush();
      }
    }
  }
}
