package dev.quiesce.harness.report;

import dev.quiesce.harness.result.BenchScore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Looks scores up by benchmark and parameters.
 *
 * @param scores of one run
 * @param foreign figures of programs that are not ours, such as liburcu, by name
 */
record BarScores(List<BenchScore> scores, Map<String, Double> foreign) {
  BarScores {
    scores = List.copyOf(scores);
    foreign = Map.copyOf(foreign);
  }

  /**
   * Scores as another run might have had them: as many forks, drawn from those that there are. What
   * JMH does not tell fork by fork stays.
   */
  BarScores resampled(Random random) {
    return new BarScores(scores.stream().map(score -> resampled(score, random)).toList(), foreign);
  }

  private static BenchScore resampled(BenchScore score, Random random) {
    List<Double> forks = score.forkMeans();
    return new BenchScore(
        score.benchmark(),
        score.mode(),
        score.params(),
        score.score(),
        score.error(),
        score.unit(),
        score.forks(),
        score.iterations(),
        forks.stream().map(unused -> forks.get(random.nextInt(forks.size()))).toList(),
        score.secondary());
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

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
