package dev.quiesce.harness.report;

import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * One figure that must reach a bar, beside a yardstick of the same run.
 *
 * @param figure what is measured
 * @param unit of the figure
 * @param value the figure; empty if it was not measured
 * @param yardstick what stands beside it
 * @param compared the yardstick's value
 * @param bar what must be reached
 * @param ofRatio whether the bar is for the ratio to the yardstick, not for the figure
 * @param atMost whether the bar is a ceiling, not a floor
 */
record Bar(
    String figure,
    String unit,
    Function<BarScores, OptionalDouble> value,
    String yardstick,
    Function<BarScores, OptionalDouble> compared,
    double bar,
    boolean ofRatio,
    boolean atMost) {

  /** A ceiling for the figure itself. */
  static Bar ceiling(
      String figure, String unit, double bar, Function<BarScores, OptionalDouble> value) {
    return new Bar(figure, unit, value, "", scores -> OptionalDouble.empty(), bar, false, true);
  }

  /** A floor for the figure itself. */
  static Bar floor(
      String figure, String unit, double bar, Function<BarScores, OptionalDouble> value) {
    return new Bar(figure, unit, value, "", scores -> OptionalDouble.empty(), bar, false, false);
  }

  /** The same with a yardstick beside it, which the bar does not depend on. */
  Bar beside(String name, Function<BarScores, OptionalDouble> other) {
    return new Bar(figure, unit, value, name, other, bar, ofRatio, atMost);
  }

  /** A ceiling for the ratio of two figures. */
  static Bar ratio(
      String figure,
      String unit,
      double bar,
      Function<BarScores, OptionalDouble> value,
      String yardstick,
      Function<BarScores, OptionalDouble> compared) {
    return new Bar(figure, unit, value, yardstick, compared, bar, true, true);
  }

  /** The ratio of figure to yardstick, if both were measured. */
  OptionalDouble ratio(BarScores scores) {
    OptionalDouble mine = value.apply(scores);
    OptionalDouble other = compared.apply(scores);
    return mine.isPresent() && other.isPresent() && other.getAsDouble() != 0
        ? OptionalDouble.of(mine.getAsDouble() / other.getAsDouble())
        : OptionalDouble.empty();
  }

  /** What the bar is held against. */
  OptionalDouble judged(BarScores scores) {
    return ofRatio ? ratio(scores) : value.apply(scores);
  }

  /** Whether a figure reaches the bar. */
  boolean met(double judged) {
    return atMost ? judged <= bar : judged >= bar;
  }
}
