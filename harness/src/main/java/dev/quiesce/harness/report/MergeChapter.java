package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Anchor;
import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.report.page.Span;
import dev.quiesce.harness.result.BenchScore;
import dev.quiesce.harness.result.DilemmaResult;
import dev.quiesce.harness.result.Tried;
import dev.quiesce.harness.result.Violation;
import dev.quiesce.harness.rundir.Proposals;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What we would merge: the strategies' own texts, the measured costs, and what nobody can do. */
final class MergeChapter {
  private static final String ID = "merge";

  private final Proposals proposals;
  private final RunData data;
  private final Figures figures;

  MergeChapter(RunData data) {
    this.proposals = data.proposals();
    this.data = data;
    this.figures = new Figures(data);
  }

  /** The chapter, if a strategy of the run proposes anything. */
  Optional<Section> section() {
    if (proposals.texts().isEmpty()) {
      return Optional.empty();
    }
    List<Section> sections = new ArrayList<>();
    proposals
        .texts()
        .forEach(
            (id, text) ->
                sections.add(
                    new Section(
                        Anchor.of(ID, id),
                        id,
                        List.of(),
                        new MergeText(this::place).sections(Anchor.of(ID, id), text))));
    return Optional.of(new Section(ID, "What we would merge", List.of(), sections));
  }

  private List<Block> place(String name) {
    return switch (name) {
      case "costs" -> costs();
      case "impossible" -> impossible();
      default -> throw new IllegalArgumentException("no place is called {{" + name + "}}");
    };
  }

  /** Scores beside each other: a line a strategy, a column a benchmark. */
  private List<Block> costs() {
    Map<String, Map<String, BenchScore>> byStrategy = new TreeMap<>();
    List<String> header = new ArrayList<>(List.of("strategy"));
    for (BenchScore score : data.scores()) {
      String strategy = score.params().get(BenchScore.STRATEGY);
      if (strategy == null) {
        continue;
      }
      String column = column(score);
      if (!header.contains(column)) {
        header.add(column);
      }
      byStrategy.computeIfAbsent(strategy, key -> new LinkedHashMap<>()).put(column, score);
    }
    if (byStrategy.isEmpty()) {
      return List.of(
          new Block.Notice("No cost", List.of("This run has no benchmark scores to compare.")));
    }
    List<List<Field>> rows = new ArrayList<>();
    byStrategy.forEach(
        (strategy, scores) -> {
          List<Field> row = new ArrayList<>(List.of(Field.of(strategy)));
          for (String column : header.subList(1, header.size())) {
            BenchScore score = scores.get(column);
            row.add(score == null ? Field.of("-", Field.Tone.FAINT) : figures.score(score));
          }
          rows.add(row);
        });
    return List.of(
        Block.Table.ofNumbers("Single operations without contention (JMH)", header, rows),
        Block.Paragraph.of(
            Span.of("Intervals: "),
            Span.link("benchmarks", Places.BENCHMARKS),
            Span.of("; replays of recordings: "),
            Span.link("measurements", Places.MEASUREMENTS),
            Span.of(".")));
  }

  private static String column(BenchScore score) {
    Map<String, String> rest = new TreeMap<>(score.params());
    rest.remove(BenchScore.STRATEGY);
    String name = score.benchmark().substring(score.benchmark().lastIndexOf('.') + 1);
    return name + (rest.isEmpty() ? "" : " " + rest.values()) + ", " + score.unit();
  }

  private List<Block> impossible() {
    List<Block> blocks = new ArrayList<>();
    for (DilemmaResult one : proposals.impossible()) {
      blocks.add(Block.Paragraph.of(Span.strong(one.id() + ". "), Span.of(one.claim() + ".")));
      List<List<Field>> rows = one.choices().stream().map(MergeChapter::row).toList();
      blocks.add(
          Block.Table.of(
              "Every choice in " + one.id(), List.of("choice", "breaks", "explored"), rows));
      for (Tried tried : one.choices()) {
        tried.shown().ifPresent(violation -> blocks.add(schedule(one, tried, violation)));
      }
    }
    return blocks;
  }

  private static List<Field> row(Tried tried) {
    Field breaks =
        !tried.confirmed()
            ? Field.of("not confirmed by the explorer", Field.Tone.ALARM)
            : tried.breaks() == null
                ? Field.of("nothing: the way out", Field.Tone.GOOD)
                : Field.of(tried.breaks().name(), Field.Tone.BAD);
    String extent =
        tried.cell().executions()
            + " schedules, "
            + (tried.cell().exhausted() ? "exhausted" : tried.cell().bound());
    return List.of(Field.of(tried.what()), breaks, Field.of(extent));
  }

  private static Block schedule(DilemmaResult one, Tried tried, Violation violation) {
    return new Block.Disclosure(
        Anchor.of(ID, one.id(), tried.what()),
        one.id() + ", " + tried.what() + ": " + violation.message().lines().findFirst().orElse(""),
        Field.Tone.BAD,
        "",
        List.of(
            new Block.Code("harness replay " + violation.replay(), true),
            new Block.Code(violation.table(), false)));
  }
}
