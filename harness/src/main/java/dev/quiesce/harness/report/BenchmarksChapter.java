package dev.quiesce.harness.report;

import dev.quiesce.harness.ranking.Ranking;
import dev.quiesce.harness.ranking.Standing;
import dev.quiesce.harness.report.page.Anchor;
import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.report.page.Picture;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** JMH's scores with their intervals; what does not rank says so. */
final class BenchmarksChapter {
  private final RunData data;
  private final Figures figures;

  BenchmarksChapter(RunData data) {
    this.data = data;
    this.figures = new Figures(data);
  }

  Section section() {
    List<Section> sections = new ArrayList<>();
    Map<String, List<BenchScore>> groups = new LinkedHashMap<>();
    for (BenchScore score : data.scores()) {
      groups.computeIfAbsent(title(score), key -> new ArrayList<>()).add(score);
    }
    Set<String> drawn = new HashSet<>();
    groups.forEach(
        (title, scores) ->
            sections.add(group(title, scores, drawn.add(scores.get(0).benchmark()))));
    List<Block> blocks = new ArrayList<>();
    if (sections.isEmpty()) {
      blocks.add(new Block.Notice("No benchmarks", List.of("This run has no benchmark scores.")));
    }
    ScoreTable.caveat(data.scores())
        .ifPresent(
            caveat ->
                blocks.add(
                    new Block.Notice(
                        "Inconclusive",
                        List.of(
                            caveat
                                + ": fewer than "
                                + ScoreTable.RANKING_FORKS
                                + " forks. The intervals are JMH's, 99.9 %."))));
    sections.add(0, ranks());
    List<Block> growth = GrowthBlocks.of(data.scores());
    if (!growth.isEmpty()) {
      sections.add(Section.of("growth", "Growth with the number of listeners", growth));
    }
    BarTable bars = new BarTable(data.scores(), Map.of());
    if (bars.measured()) {
      sections.add(
          Section.of("bars", "Bars to reach", List.of(new Block.Code(bars.text().strip(), false))));
    }
    return new Section(Places.BENCHMARKS, "Benchmarks (JMH)", blocks, sections);
  }

  /** Against QEMU as it is, by the same rules as on a terminal. */
  private Section ranks() {
    List<Block> blocks = new ArrayList<>();
    List<List<Field>> rows = new ArrayList<>();
    new RankTable(data.verdicts().seed()).rows(data.scores()).forEach(row -> rows.add(rank(row)));
    if (!rows.isEmpty()) {
      blocks.add(
          Block.Table.ofNumbers(
              "Medians of forks against control-unfixed, with bootstrap intervals",
              List.of("benchmark", "strategy", "standing", "ratio", "interval", "p", "noise"),
              rows));
    } else {
      blocks.add(
          Block.Paragraph.of("Nothing is ranked: no benchmark ran in enough forks, or none ran."));
    }
    return Section.of("ranking", "Against QEMU as it is", blocks);
  }

  private static List<Field> rank(RankTable.Row row) {
    Ranking ranking = row.ranking();
    boolean open = ranking.standing() == Standing.INCONCLUSIVE;
    return List.of(
        Field.of(title(row.score())),
        Field.of(name(row.score())),
        open
            ? Field.of("inconclusive: " + ranking.reason(), Field.Tone.WARN)
            : Field.of(Names.of(ranking.standing())),
        Field.of(String.format(Locale.ROOT, "%.3f", ranking.ratio())),
        Field.of(String.format(Locale.ROOT, "%.3f to %.3f", ranking.low(), ranking.high())),
        Field.of(String.format(Locale.ROOT, "%.4f", ranking.pValue())),
        Field.of(String.format(Locale.ROOT, "%.1f %%", 100 * ranking.noise())));
  }

  /**
   * One benchmark with one choice of its parameters.
   *
   * @param drawn whether as a picture too: the first choice only; how others grow is another one
   */
  private Section group(String title, List<BenchScore> scores, boolean drawn) {
    List<Picture.Bar> bars = new ArrayList<>();
    List<List<Field>> rows = new ArrayList<>();
    for (BenchScore score : scores) {
      String name = name(score);
      bars.add(
          new Picture.Bar(
              name, score.score(), score.score() - score.error(), score.score() + score.error()));
      rows.add(
          List.of(
              Field.of(name),
              figures.score(score),
              figures.error(score),
              Field.of(score.forks() + " × " + score.iterations()),
              noise(score)));
    }
    String unit = scores.get(0).unit();
    List<Block> blocks = new ArrayList<>();
    if (drawn) {
      blocks.add(
          new Block.Drawing(
              title + ": score and 99.9 % interval",
              new Picture.Intervals(
                  title + " in " + unit + ", a line a strategy; the table has the values.",
                  unit,
                  bars)));
    }
    blocks.add(
        Block.Table.ofNumbers(
            title, List.of("strategy", "score", "error", "forks × iterations", "noise"), rows));
    return Section.of(Anchor.of("b", title), title, blocks);
  }

  private static Field noise(BenchScore score) {
    if (Double.isNaN(score.error())) {
      return Field.of("unknown", Field.Tone.WARN);
    }
    double share = score.error() / score.score();
    String text = String.format(Locale.ROOT, "%.0f %%", 100 * share);
    return share > 0.25 ? Field.of(text + ", inconclusive", Field.Tone.WARN) : Field.of(text);
  }

  private static String title(BenchScore score) {
    Map<String, String> rest = new TreeMap<>(score.params());
    boolean ofStrategy = rest.remove(BenchScore.STRATEGY) != null;
    return score.benchmark() + (rest.isEmpty() || !ofStrategy ? "" : " " + rest);
  }

  /** The strategy; of what no strategy is measured in, the parameters. */
  private static String name(BenchScore score) {
    String strategy = score.params().get(BenchScore.STRATEGY);
    if (strategy != null) {
      return strategy;
    }
    return score.params().isEmpty() ? "-" : String.join(" ", score.params().values());
  }
}
