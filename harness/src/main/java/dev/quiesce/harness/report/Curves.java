package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Picture;
import dev.quiesce.harness.report.page.Picture.Point;
import dev.quiesce.harness.report.page.Picture.Series;
import dev.quiesce.harness.result.MeasuredOperation;
import dev.quiesce.harness.rundir.Latencies;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pictures of the interval logs of one workload. */
final class Curves {
  private static final double[] PERCENTILES = {
    0, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 97.5, 98, 99, 99.5, 99.8, 99.9, 99.95,
    99.99, 99.999
  };

  private final RunData data;

  Curves(RunData data) {
    this.data = data;
  }

  /**
   * The pictures.
   *
   * @param operations whose percentiles are drawn
   */
  List<Block> blocks(String workload, List<Measured> measured, List<String> operations) {
    List<Block> blocks = new ArrayList<>();
    for (String operation : operations) {
      percentiles(workload, measured, operation).ifPresent(blocks::add);
    }
    Optional<Block> timeLine = timeLine(workload, measured, MeasuredOperation.CLEAR);
    Optional<Block> backlog = backlog(workload, measured);
    timeLine.ifPresent(blocks::add);
    backlog.ifPresent(blocks::add);
    if (!blocks.isEmpty() && backlog.isEmpty()) {
      blocks.add(
          Block.Paragraph.of("Backlog over time: no replay of this recording has samples of it."));
    } else if (blocks.isEmpty()) {
      blocks.add(
          new Block.Notice(
              "No curves", List.of("This run has no interval logs (*.hlog) of this replay.")));
    }
    return blocks;
  }

  private Optional<Block> percentiles(String workload, List<Measured> measured, String operation) {
    List<Series> series = new ArrayList<>();
    StringBuilder summary = new StringBuilder("Latency of " + operation + ", by percentile.");
    for (Measured one : measured) {
      find(workload, one, operation)
          .ifPresent(
              found -> {
                series.add(new Series(one.name(), measured.indexOf(one), points(found)));
                summary.append(' ').append(one.name()).append(": median ");
                summary.append(Evidence.nanos((double) found.total().getValueAtPercentile(50)));
                summary.append(", 99 % below ");
                summary.append(Evidence.nanos((double) found.total().getValueAtPercentile(99)));
                summary.append(", largest ");
                summary.append(Evidence.nanos((double) found.total().getMaxValue())).append('.');
              });
    }
    return series.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Block.Drawing(
                operation + ": latency from the intended start, all repetitions",
                new Picture.Percentiles(summary.toString(), series)));
  }

  /** Up to the percentile that the number of values still tells. */
  private static List<Point> points(Latencies found) {
    List<Point> points = new ArrayList<>();
    double last = 100.0 * (1.0 - 1.0 / Math.max(1, found.total().getTotalCount()));
    for (double percentile : PERCENTILES) {
      if (percentile <= last) {
        points.add(new Point(percentile, (double) found.total().getValueAtPercentile(percentile)));
      }
    }
    points.add(new Point(last, (double) found.total().getMaxValue()));
    return points;
  }

  private Optional<Block> timeLine(String workload, List<Measured> measured, String operation) {
    List<Series> series = new ArrayList<>();
    List<Double> ejects = new ArrayList<>();
    for (Measured one : measured) {
      find(workload, one, operation)
          .ifPresent(
              found ->
                  series.add(
                      new Series(
                          one.name(),
                          measured.indexOf(one),
                          found.intervals().stream()
                              .map(it -> new Point(it.middle(), it.p99()))
                              .toList())));
      if (ejects.isEmpty()) {
        find(workload, one, "eject")
            .ifPresent(found -> found.intervals().forEach(it -> ejects.add(it.middle())));
      }
    }
    if (series.isEmpty()) {
      return Optional.empty();
    }
    String summary =
        "99th percentile of "
            + operation
            + " in each second of the replay; ejects in "
            + ejects.size()
            + " of its seconds.";
    return Optional.of(
        new Block.Drawing(
            operation + ": p99 by second of the replay (first repetition), ejects marked",
            new Picture.TimeLine(summary, "ns", series, ejects, "eject")));
  }

  private Optional<Block> backlog(String workload, List<Measured> measured) {
    List<Series> series = new ArrayList<>();
    for (Measured one : measured) {
      find(workload, one, MeasuredOperation.BACKLOG_SAMPLE)
          .ifPresent(
              found ->
                  series.add(
                      new Series(
                          one.name(),
                          measured.indexOf(one),
                          found.intervals().stream()
                              .map(it -> new Point(it.middle(), it.max()))
                              .toList())));
    }
    return series.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Block.Drawing(
                "backlog: blocks that are retired and not yet freed, the most in each second of the"
                    + " replay",
                new Picture.TimeLine(
                    "Largest backlog in each second.", "blocks", series, List.of(), "")));
  }

  private Optional<Latencies> find(String workload, Measured one, String operation) {
    return data.latencies().stream()
        .filter(it -> it.workload().equals(workload) && it.operation().equals(operation))
        .filter(it -> it.variant().equals(one.variant()))
        .filter(it -> it.strategy().equals(one.strategy()) && it.form().equals(one.form()))
        .findFirst();
  }
}
