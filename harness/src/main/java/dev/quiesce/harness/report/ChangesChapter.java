package dev.quiesce.harness.report;

import dev.quiesce.harness.ranking.Significance;
import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.report.page.Field.Tone;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What changed against a baseline: verdict by verdict, under torture, and figure by figure. */
final class ChangesChapter {
  private final RunData now;
  private final Baseline baseline;

  ChangesChapter(RunData now, Baseline baseline) {
    this.now = now;
    this.baseline = baseline;
  }

  Section section() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.Paragraph.of("Baseline: " + baseline.name() + "."));
    List<String> machines = baseline.machineDifferences(now);
    if (!machines.isEmpty()) {
      blocks.add(new Block.Notice("Made on different machines: times do not compare", machines));
    }
    if (!baseline.data().gaps().isEmpty()) {
      blocks.add(new Block.Notice("Missing in the baseline", baseline.data().gaps()));
    }
    return new Section(
        Places.CHANGES,
        "What changed",
        blocks,
        List.of(
            Section.of("changed-verdicts", "Verdicts", verdicts()),
            Section.of("changed-torture", "Torture", torture()),
            Section.of("changed-figures", "Figures", figures())));
  }

  private List<Block> verdicts() {
    List<CellResult> before = baseline.data().verdicts().cells();
    List<CellResult> cells = now.verdicts().cells();
    List<List<Field>> rows = new ArrayList<>();
    for (VerdictChange change : VerdictChange.between(before, cells)) {
      rows.add(
          List.of(
              Field.link(change.now().key().display(), Places.cell(change.now())),
              Field.of(Names.of(change.before())),
              Field.of(Names.of(change.now().verdict()), change.worse() ? Tone.BAD : Tone.PLAIN),
              Field.of(String.join("; ", change.promises()))));
    }
    int gone = VerdictChange.only(before, cells).size();
    int added = VerdictChange.only(cells, before).size();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Block.Paragraph.of(
            rows.size()
                + " of "
                + (cells.size() - added)
                + " common cells came out otherwise; "
                + added
                + " cells are new, "
                + gone
                + " are no longer part of the run."));
    if (!rows.isEmpty()) {
      blocks.add(
          Block.Table.of("Changed cells", List.of("cell", "before", "now", "promises"), rows));
    }
    return blocks;
  }

  private List<Block> torture() {
    if (baseline.data().torture() == null || now.torture() == null) {
      return List.of(
          new Block.Notice(
              "No torture in common", List.of("One of the runs has tortured nobody.")));
    }
    List<TortureChange> changes = TortureChange.between(baseline.data().torture(), now.torture());
    if (changes.isEmpty()) {
      return List.of(Block.Paragraph.of("Every strategy that both runs tortured came out alike."));
    }
    return List.of(Block.Bullets.of(changes.stream().map(TortureChange::text).toList()));
  }

  private List<Block> figures() {
    List<FigureChange> changes = FigureChange.between(baseline.data(), now);
    List<Block> blocks = new ArrayList<>();
    if (changes.isEmpty()) {
      blocks.add(new Block.Notice("No common figures", List.of("Nothing was measured twice.")));
      return blocks;
    }
    long tested =
        changes.stream().filter(one -> one.outcome() != FigureChange.Outcome.TOO_FEW).count();
    blocks.add(
        Block.Paragraph.of(
            String.format(
                Locale.ROOT,
                "%d common figures, %d with enough values to test. A figure counts as changed if"
                    + " the two-sided Mann-Whitney test gives p < %.2f and Cliff's delta is at"
                    + " least %.3f either way; of that many tests about %.1f would fall below by"
                    + " chance. A repetition of a replay or a fork of JMH is one value.",
                changes.size(),
                tested,
                Significance.ALPHA,
                Significance.LARGE,
                tested * Significance.ALPHA)));
    List<List<Field>> rows = new ArrayList<>();
    changes.forEach(change -> rows.add(row(change)));
    blocks.add(
        Block.Table.ofNumbers(
            "Figures in both runs, medians",
            List.of("figure", "before", "now", "change", "p", "delta", "reading"),
            rows));
    return blocks;
  }

  private static List<Field> row(FigureChange change) {
    Significance values = change.values();
    Tone tone =
        switch (change.outcome()) {
          case WORSE -> Tone.BAD;
          case BETTER -> Tone.GOOD;
          case NO_DIFFERENCE -> Tone.FAINT;
          case TOO_FEW -> Tone.WARN;
        };
    return List.of(
        Field.of(change.what()),
        Field.of(value(change, values.before())),
        Field.of(value(change, values.after())),
        Field.of(String.format(Locale.ROOT, "%+.1f %%", values.percent())),
        Field.of(Double.isNaN(values.p()) ? "-" : String.format(Locale.ROOT, "%.4f", values.p())),
        Field.of(String.format(Locale.ROOT, "%+.2f", values.delta())),
        Field.of(change.outcome().text(), tone));
  }

  private static String value(FigureChange change, double value) {
    return change.unit().equals("ns")
        ? Evidence.nanos(value)
        : String.format(Locale.ROOT, "%.2f %s", value, change.unit());
  }
}
