package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.report.page.Field.Tone;
import dev.quiesce.harness.report.page.Span;
import dev.quiesce.harness.result.MeasuredOperation;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Cost at a glance: a line a strategy, over the first workload of the run. */
final class CostTable {
  /** Repetitions from which on replays may rank. */
  static final int RANKING_REPETITIONS = 5;

  private final RunData data;
  private final Figures figures;

  CostTable(RunData data) {
    this.data = data;
    this.figures = new Figures(data);
  }

  List<Block> blocks() {
    List<Measurement> all = data.measurements().measurements();
    if (all.isEmpty()) {
      return List.of(
          new Block.Notice(
              "No cost", List.of("This run replayed no recording: no cost is shown.")));
    }
    List<Block> blocks = new ArrayList<>();
    String workload = all.get(0).workload();
    List<List<Field>> rows = new ArrayList<>();
    // Of several settings the first; the others have a table of their own.
    Measured.inFirstSetting(all, workload).forEach(one -> rows.add(row(one)));
    blocks.add(
        Block.Table.ofNumbers(
            "Replay of " + workload + ", the median of the repetitions",
            List.of(
                "strategy",
                "clear p50",
                "clear p99",
                "unregister p50",
                "unregister p99",
                "retire to free p50",
                "refused",
                "spread of clear p99",
                "ranks"),
            rows));
    blocks.add(
        Block.Paragraph.of(
            Span.of("Curves, time lines, locks and all other operations: "),
            Span.link("measurements", Places.MEASUREMENTS),
            Span.of("; single operations without contention: "),
            Span.link("benchmarks", Places.BENCHMARKS),
            Span.of(".")));
    return blocks;
  }

  private List<Field> row(Measured one) {
    List<Field> row = new ArrayList<>();
    row.add(Field.link(one.name(), Places.strategy(one.strategy())));
    row.add(field(one, MeasuredOperation.CLEAR, Figures.Statistic.P50));
    row.add(field(one, MeasuredOperation.CLEAR, Figures.Statistic.P99));
    row.add(field(one, MeasuredOperation.UNREGISTER, Figures.Statistic.P50));
    row.add(field(one, MeasuredOperation.UNREGISTER, Figures.Statistic.P99));
    row.add(field(one, MeasuredOperation.RETIRE_TO_FREE, Figures.Statistic.P50));
    row.add(
        figures
            .gauge(one.repetitions().get(0), MeasuredOperation.REFUSALS)
            .orElse(Field.of("-", Tone.FAINT)));
    row.add(spread(one));
    row.add(ranks(one));
    return row;
  }

  private Field field(Measured one, String operation, Figures.Statistic statistic) {
    return figures
        .operation(one.repetitions(), operation, statistic)
        .orElse(Field.of("-", Tone.FAINT));
  }

  /** How far the repetitions lie apart. */
  private static Field spread(Measured one) {
    List<Double> values = one.values(MeasuredOperation.CLEAR, Figures.Statistic.P99);
    if (values.size() < 2) {
      return Field.of("1 repetition", Tone.WARN);
    }
    double low = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double high = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return Field.of(
        String.format(Locale.ROOT, "× %.2f in %d", low > 0 ? high / low : 0, values.size()));
  }

  private static Field ranks(Measured one) {
    List<String> why = new ArrayList<>();
    if (one.repetitions().size() < RANKING_REPETITIONS) {
      why.add("fewer than " + RANKING_REPETITIONS + " repetitions");
    }
    if (one.repetitions().stream().anyMatch(Measurement::flagged)) {
      why.add("could not keep the pace");
    }
    return why.isEmpty()
        ? Field.of("yes", Tone.GOOD)
        : Field.of(why.stream().collect(Collectors.joining(", ", "inconclusive: ", "")), Tone.WARN);
  }
}
