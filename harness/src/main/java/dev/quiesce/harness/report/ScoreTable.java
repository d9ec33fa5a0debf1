package dev.quiesce.harness.report;

import dev.quiesce.harness.result.BenchScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** JMH's scores; those of a quick run say that they do not rank. */
public final class ScoreTable {
  /** Forks from which on scores may rank. */
  static final int RANKING_FORKS = 9;

  static final String QUICK = "quick run: does not rank";

  /** For a terminal. */
  public String text(List<BenchScore> scores) {
    StringBuilder out = new StringBuilder();
    caveat(scores).ifPresent(caveat -> out.append(caveat).append('\n'));
    for (BenchScore score : scores) {
      out.append(String.join("  ", row(score))).append('\n');
    }
    return out.toString();
  }

  /** As a section of a document. */
  public String markdown(List<BenchScore> scores) {
    Markdown md = new Markdown();
    caveat(scores).ifPresent(md::paragraph);
    List<List<String>> rows = new ArrayList<>();
    scores.forEach(score -> rows.add(row(score)));
    md.table(List.of("benchmark", "parameters", "score", "error", "unit", "forks"), rows);
    return md.toString();
  }

  /** What must be said before any of the scores is read; nothing if all may rank. */
  static Optional<String> caveat(List<BenchScore> scores) {
    long few = scores.stream().filter(score -> score.forks() < RANKING_FORKS).count();
    if (few == 0) {
      return Optional.empty();
    }
    return Optional.of(
        few == scores.size()
            ? QUICK
            : few + " of " + scores.size() + " scores are of too few forks: they do not rank");
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
