package dev.quiesce.harness.report;

import dev.quiesce.harness.ranking.Significance;
import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.MeasuredOperation;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A figure in two runs.
 *
 * @param what which one
 * @param unit of the values
 * @param moreIsBetter whether a larger value is better
 * @param values how they compare
 */
record FigureChange(String what, String unit, boolean moreIsBetter, Significance values) {
  private static final List<String> OPERATIONS =
      List.of(
          MeasuredOperation.CLEAR,
          MeasuredOperation.UNREGISTER,
          MeasuredOperation.REGISTER,
          MeasuredOperation.SYNC,
          MeasuredOperation.COMMIT,
          MeasuredOperation.RETIRE_TO_FREE);

  /** What became of a figure. */
  enum Outcome {
    WORSE("worse"),
    BETTER("better"),
    NO_DIFFERENCE("no difference shown"),
    TOO_FEW("inconclusive: fewer than " + Significance.FEWEST + " values");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** Every figure that both runs have. */
  static List<FigureChange> between(RunData before, RunData now) {
    List<FigureChange> changes = new ArrayList<>();
    Map<String, List<Double>> old = latencies(before);
    latencies(now)
        .forEach(
            (what, values) -> {
              List<Double> others = old.get(what);
              if (others != null) {
                changes.add(new FigureChange(what, "ns", false, Significance.of(others, values)));
              }
            });
    Map<String, BenchScore> scores = new LinkedHashMap<>();
    before.scores().forEach(score -> scores.put(name(score), score));
    for (BenchScore score : now.scores()) {
      BenchScore other = scores.get(name(score));
      if (other != null && other.unit().equals(score.unit())) {
        changes.add(
            new FigureChange(
                name(score),
                score.unit(),
                score.mode().equals("thrpt"),
                Significance.of(samples(other), samples(score))));
      }
    }
    return changes;
  }

  Outcome outcome() {
    if (values.fewest() < Significance.FEWEST) {
      return Outcome.TOO_FEW;
    }
    if (!values.differs()) {
      return Outcome.NO_DIFFERENCE;
    }
    return (values.delta() > 0) == moreIsBetter ? Outcome.BETTER : Outcome.WORSE;
  }

  /** Whether it is worse by more than some percent. */
  boolean regression(double percent) {
    return outcome() == Outcome.WORSE && Math.abs(values.percent()) > percent;
  }

  private static Map<String, List<Double>> latencies(RunData data) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (Measurement one : data.measurements().measurements()) {
      one.operations().stream()
          .filter(operation -> OPERATIONS.contains(operation.name()) && operation.count() > 0)
          .forEach(
              operation -> {
                String what =
                    one.strategy()
                        + (one.form().equals("complete") ? "" : " " + one.form())
                        + ", "
                        + one.workload()
                        + setting(one.setting())
                        + ", "
                        + operation.name();
                values
                    .computeIfAbsent(what + " p50", key -> new ArrayList<>())
                    .add(operation.p50());
                values
                    .computeIfAbsent(what + " p99", key -> new ArrayList<>())
                    .add(operation.p99());
              });
    }
    return values;
  }

  /** What makes two replays of one workload different figures. */
  private static String setting(Map<String, String> setting) {
    StringBuilder text = new StringBuilder();
    if (setting.getOrDefault("rcu", "").startsWith("qemu")) {
      text.append(" over QEMU's RCU");
    }
    String clear = setting.getOrDefault("log-clear", "recorded");
    if (!clear.equals("recorded")) {
      text.append(", log_clear ").append(clear);
    }
    String speed = setting.getOrDefault("speed", "1.0");
    if (!speed.equals("1.0")) {
      text.append(", speed ").append(speed);
    }
    return text.toString();
  }

  private static List<Double> samples(BenchScore score) {
    return score.forkMeans().isEmpty() ? List.of(score.score()) : score.forkMeans();
  }

  private static String name(BenchScore score) {
    return score.benchmark() + " " + score.params();
  }
}
