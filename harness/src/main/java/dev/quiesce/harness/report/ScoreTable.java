package dev.quiesce.harness.report;

import dev.quiesce.harness.result.BenchScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** JMH's scores; those of a quick run say that they do not rank. */
public final class ScoreTable {
  /** Forks from which on scores may rank. */
  static final int RANKING_FORKS = 9;

  static final String QUICK = "quick run: does not rank";

  /** For a terminal. */
  public String text(List<BenchScore> scores) {
    StringBuilder out = new StringBuilder(quick(scores) ? QUICK + "\n" : "");
    for (BenchScore score : scores) {
      out.append(String.join("  ", row(score))).append('\n');
    }
    return out.toString();
  }

  /** As a section of a document. */
  public String markdown(List<BenchScore> scores) {
    Markdown md = new Markdown();
    if (quick(scores)) {
      md.paragraph(QUICK);
    }
    List<List<String>> rows = new ArrayList<>();
    scores.forEach(score -> rows.add(row(score)));
    md.table(List.of("benchmark", "parameters", "score", "error", "unit", "forks"), rows);
    return md.toString();
  }

  static boolean quick(List<BenchScore> scores) {
    return scores.stream().anyMatch(score -> score.forks() < RANKING_FORKS);
  }

  private static List<String> row(BenchScore score) {
    return List.of(
        score.benchmark(),
        score.params().toString(),
        String.format(Locale.ROOT, "%.3f", score.score()),
        Double.isNaN(score.error())
            ? "error unknown"
            : String.format(Locale.ROOT, "± %.3f", score.error()),
        score.unit(),
        score.forks() + " × " + score.iterations());
  }
}
