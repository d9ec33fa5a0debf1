package dev.quiesce.harness.projection;

import dev.quiesce.harness.projection.BqlWindow.Holder;
import dev.quiesce.harness.projection.BqlWindow.Turn;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.OperationMeasurement;
import dev.quiesce.harness.result.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** The simulation against machines whose waits are known. */
final class Checks {
  private static final String WAIT = "bql-wait";
  private static final String HOLD_AT = "bql-hold@";

  private Checks() {}

  /** A recorded window: each thread thinks and holds as it did, and waits as the lock has it. */
  static List<Projection.Check> recorded(int number, BqlWindow window) {
    Timeline timeline = new Timeline();
    SimulatedLock bql = new SimulatedLock(timeline);
    window.holders().forEach(one -> replay(timeline, bql, one, 0));
    timeline.runUntil(window.seconds() * 1e9);
    List<Projection.Check> checks = new ArrayList<>();
    for (Holder one : window.holders()) {
      String what =
          String.format(
              Locale.ROOT,
              "recorded window %d, %d holds of %s",
              number,
              one.turns().size(),
              one.thread());
      checks.add(new Projection.Check(what, one.meanWaitNs(), bql.waits(one.thread()).getMean()));
    }
    return checks;
  }

  private static void replay(Timeline timeline, SimulatedLock bql, Holder holder, int turn) {
    if (turn < holder.turns().size()) {
      Turn now = holder.turns().get(turn);
      timeline.after(
          now.thinkNs(),
          () ->
              bql.hold(
                  holder.thread(), now.holdNs(), () -> replay(timeline, bql, holder, turn + 1)));
    }
  }

  /**
   * A replay on this machine: holds of each site at the measured rate, independent of each other.
   */
  static Optional<Projection.Check> measured(Measurement replay, long seed) {
    double seconds = replay.gauges().getOrDefault("seconds", 0.0);
    Optional<OperationMeasurement> known =
        replay.operations().stream().filter(one -> one.name().equals(WAIT)).findFirst();
    if (replay.failed() || seconds <= 0 || known.isEmpty()) {
      return Optional.empty();
    }
    Timeline timeline = new Timeline();
    SimulatedLock bql = new SimulatedLock(timeline);
    Draw draw = new Draw(new SplittableRandom(seed));
    for (OperationMeasurement site : replay.operations()) {
      if (site.name().startsWith(HOLD_AT)) {
        arrive(timeline, bql, draw, site, site.count() / seconds);
      }
    }
    timeline.runUntil(seconds * 1e9);
    return Optional.of(
        new Projection.Check(
            "replay of " + replay.workload() + " over " + replay.strategy(),
            known.get().mean(),
            bql.waits(WAIT).getMean()));
  }

  private static void arrive(
      Timeline timeline,
      SimulatedLock bql,
      Draw draw,
      OperationMeasurement site,
      double perSecond) {
    timeline.after(
        draw.gapNs(perSecond),
        () -> {
          bql.hold(WAIT, draw.of(site), () -> {});
          arrive(timeline, bql, draw, site, perSecond);
        });
  }
}
