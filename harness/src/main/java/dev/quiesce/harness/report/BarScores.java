package dev.quiesce.harness.report;

import dev.quiesce.harness.ranking.Bootstrap;
import dev.quiesce.harness.ranking.Significance;
import dev.quiesce.harness.result.BenchScore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Looks scores up by benchmark and parameters.
 *
 * @param scores of one run
 * @param foreign figures of programs that are not ours, such as liburcu, by name
 * @param random draws forks for each look; null for all of them as they are
 */
record BarScores(List<BenchScore> scores, Map<String, Double> foreign, @Nullable Random random) {
  /** The scores of one run. */
  static BarScores of(List<BenchScore> scores, Map<String, Double> foreign) {
    return new BarScores(List.copyOf(scores), Map.copyOf(foreign), null);
  }

  /**
   * The same scores as another run might have had them: each look draws as many forks as there are
   * from them. What JMH does not tell fork by fork stays.
   */
  BarScores drawing(Random random) {
    return new BarScores(scores, foreign, random);
  }

  /** The median of the forks' means; JMH's mean if it does not tell them. */
  OptionalDouble score(String benchmark, String... params) {
    return find(benchmark, params)
        .map(
            one ->
                OptionalDouble.of(
                    one.forkMeans().isEmpty() ? one.score() : median(one.forkMeans())))
        .orElse(OptionalDouble.empty());
  }

  /** A secondary result. */
  OptionalDouble secondary(String benchmark, String name, String... params) {
    Double value = find(benchmark, params).map(one -> one.secondary().get(name)).orElse(null);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** A figure of another program. */
  OptionalDouble foreign(String name) {
    Double value = foreign.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** One score of two threads at once as a part of perfect scaling: one thread's time to theirs. */
  OptionalDouble scaling(String one, String two, String... params) {
    OptionalDouble alone = score(one, params);
    OptionalDouble both = score(two, params);
    return alone.isPresent() && both.isPresent()
        ? OptionalDouble.of(2 * alone.getAsDouble() / both.getAsDouble())
        : OptionalDouble.empty();
  }

  private Optional<BenchScore> find(String benchmark, String... params) {
    return scores.stream()
        .filter(one -> one.benchmark().equals(benchmark))
        .filter(
            one -> {
              for (int i = 0; i < params.length; i += 2) {
                if (!params[i + 1].equals(one.params().get(params[i]))) {
                  return false;
                }
              }
              return true;
            })
        .findFirst();
  }

  private double median(List<Double> forks) {
    double[] means = forks.stream().mapToDouble(Double::doubleValue).toArray();
    Random drawing = random;
    return drawing == null ? Significance.median(means) : Bootstrap.median(means, drawing);
  }
}
