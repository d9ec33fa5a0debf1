package dev.quiesce.harness.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a replayed event costs besides the operation itself: the clock readings, the histograms, the
 * watchdog's mark. Measured with the replay's own code, in the process that replays.
 */
final class Bookkeeping {
  private static final int BATCHES = 8;
  private static final int EVENTS = 5_000;

  private Bookkeeping() {}

  /** Nanoseconds an event: the best of some batches; 0 if no script measures anything. */
  static double nanosPerEvent(List<Script> scripts) {
    for (Script script : scripts) {
      Optional<StepKind> kind = measuredKind(script);
      if (kind.isPresent()) {
        ThreadMeter meter = new ThreadMeter(script);
        double best = Double.MAX_VALUE;
        for (int i = 0; i < BATCHES; i++) {
          best = Math.min(best, batch(meter, kind.get()));
        }
        return best;
      }
    }
    return 0;
  }

  private static Optional<StepKind> measuredKind(Script script) {
    return Arrays.stream(StepKind.values())
        .filter(kind -> kind.measuredAs() != null && script.contains(kind))
        .findFirst();
  }

  /** As {@link ReplayThread}'s loop, with nothing in the middle. */
  private static double batch(ThreadMeter meter, StepKind kind) {
    Abandoned abandoned = new Abandoned();
    long begin = System.nanoTime();
    for (int i = 0; i < EVENTS; i++) {
      long start = System.nanoTime();
      meter.busySince.lazySet(start);
      meter.drift.recordValue(ThreadMeter.clamp(start - begin));
      long end = System.nanoTime();
      meter.record(kind, end - start, end - start);
      meter.countDone(kind);
      abandoned.check();
    }
    return (double) (System.nanoTime() - begin) / EVENTS;
  }
}
