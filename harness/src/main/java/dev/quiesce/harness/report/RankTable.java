package dev.quiesce.harness.report;

import dev.quiesce.harness.ranking.Ranking;
import dev.quiesce.harness.ranking.Standing;
import dev.quiesce.harness.result.BenchScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Every strategy against QEMU as it is, benchmark by benchmark; those that ran in too few forks are
 * left out.
 */
public final class RankTable {
  /** What the others are compared with. */
  private static final String BASELINE = "control-unfixed";

  /** Its score is a round with its pauses; what counts are its secondary results. */
  private static final String NO_SCORE = "FreeLagBenchmark.";

  private final long seed;

  /** A table whose bootstrap has that seed. */
  public RankTable(long seed) {
    this.seed = seed;
  }

  /**
   * One comparison.
   *
   * @param score of the subject
   * @param ranking against the baseline
   */
  public record Row(BenchScore score, Ranking ranking) {}

  /** The comparisons that the scores allow. */
  public List<Row> rows(List<BenchScore> scores) {
    Map<String, BenchScore> baselines = new LinkedHashMap<>();
    for (BenchScore score : scores) {
      if (BASELINE.equals(score.params().get(BenchScore.STRATEGY))) {
        baselines.put(where(score), score);
      }
    }
    List<Row> rows = new ArrayList<>();
    for (BenchScore score : scores) {
      BenchScore baseline = baselines.get(where(score));
      String strategy = score.params().get(BenchScore.STRATEGY);
      if (baseline != null
          && strategy != null
          && !strategy.equals(BASELINE)
          && !score.benchmark().contains(NO_SCORE)
          && mayRank(score)
          && mayRank(baseline)) {
        boolean time = !score.moreIsBetter();
        rows.add(new Row(score, Ranking.of(forks(score), forks(baseline), time, seed)));
      }
    }
    return rows;
  }

  private static boolean mayRank(BenchScore score) {
    return score.forkMeans().size() >= Ranking.MIN_FORKS;
  }

  /** Whether the machine was too noisy for some verdict. */
  public static boolean tooNoisy(List<Row> rows) {
    return rows.stream().anyMatch(row -> row.ranking().noise() > Ranking.MAX_NOISE);
  }

  /** Comparisons for a terminal; empty if nothing may be ranked. */
  public static String text(List<Row> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    StringBuilder out =
        new StringBuilder("\nagainst " + BASELINE + " (ratio of medians of forks)\n");
    for (Row row : rows) {
      Ranking ranking = row.ranking();
      out.append(
          String.format(
              Locale.ROOT,
              "%-60s %-12s %.3f [%.3f, %.3f]  p %.4f  delta %+.2f  noise %.1f %%%s%n",
              where(row.score()) + " " + row.score().params().get(BenchScore.STRATEGY),
              ranking.standing().name().toLowerCase(Locale.ROOT),
              ranking.ratio(),
              ranking.low(),
              ranking.high(),
              ranking.pValue(),
              ranking.effect(),
              ranking.noise() * 100,
              ranking.standing() == Standing.INCONCLUSIVE ? "  (" + ranking.reason() + ")" : ""));
    }
    return out.toString();
  }

  /** What is the same for subject and baseline. */
  private static String where(BenchScore score) {
    Map<String, String> params = new LinkedHashMap<>(score.params());
    params.remove(BenchScore.STRATEGY);
    return score.benchmark() + (params.isEmpty() ? "" : " " + params);
  }

  private static double[] forks(BenchScore score) {
    return score.forkMeans().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
