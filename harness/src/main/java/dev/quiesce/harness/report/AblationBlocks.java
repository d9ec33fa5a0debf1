package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Field;
import dev.quiesce.harness.report.page.Span;
import dev.quiesce.harness.result.Ablation;
import dev.quiesce.harness.result.Ablations;
import dev.quiesce.harness.result.Necessity;
import dev.quiesce.harness.result.Violation;
import dev.quiesce.harness.rundir.RunData;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Minimal sufficient sets of ingredients, as blocks; says so where the run did not look. */
final class AblationBlocks {
  private static final int HEAD = 1;
  private static final int END = 14;

  private final List<Ablation> ablations;

  AblationBlocks(RunData data) {
    Ablations all = data.ablations();
    this.ablations = all == null ? List.of() : all.strategies();
  }

  void add(StrategyDescriptor strategy, List<Block> blocks) {
    Optional<Ablation> ablation =
        ablations.stream().filter(one -> one.id().equals(strategy.id())).findFirst();
    if (ablation.isPresent()) {
      add(ablation.get(), blocks);
    } else if (!strategy.ingredients().isEmpty()) {
      blocks.add(
          Block.Paragraph.of(
              Span.strong("Minimal sufficient sets: "),
              Span.of("not part of this run; "),
              Span.code("harness ablate -s " + strategy.id()),
              Span.of(" finds them.")));
    }
  }

  private static void add(Ablation ablation, List<Block> blocks) {
    blocks.add(
        Block.Paragraph.of(Span.strong("Ingredients: "), Span.of(ablation.sentence() + ".")));
    List<List<Field>> rows = new ArrayList<>();
    for (Ingredient ingredient : ablation.details()) {
      rows.add(
          List.of(
              Field.of(ingredient.id()),
              Field.of(ingredient.source()),
              Field.of(ablation.asProposed().contains(ingredient.id()) ? "x" : ""),
              Field.of(ablation.complete().contains(ingredient.id()) ? "x" : ""),
              Field.of(AblationMarkdown.use(ablation, ingredient.id()))));
    }
    blocks.add(Block.Table.of("Ingredients of " + ablation.id(), AblationMarkdown.COLUMNS, rows));
    int number = 0;
    Set<String> told = new HashSet<>();
    for (Necessity need : ablation.necessities()) {
      number++;
      Violation shown = need.counterexample();
      String summary = "without " + need.without() + ": " + AblationText.why(need);
      if (shown == null) {
        blocks.add(Block.Paragraph.of(summary));
      } else {
        List<Block> schedule = new ArrayList<>();
        // Without one ingredient the same breaks in each minimal set: its steps are told once.
        if (told.add(need.without())) {
          schedule.add(new Block.Code(end(shown.table()), false));
        }
        schedule.add(new Block.Code("harness replay " + shown.replay(), true));
        blocks.add(
            new Block.Disclosure(
                "ablation-" + ablation.id() + "-" + number,
                summary,
                Field.Tone.PLAIN,
                "",
                schedule));
      }
    }
    blocks.add(Block.Paragraph.of(AblationText.MEANING));
    blocks.add(Block.Paragraph.of(AblationText.effort(ablation) + "."));
  }

  /** The heads of the columns and the last steps: how it goes wrong is at the end. */
  private static String end(String table) {
    List<String> lines = table.lines().toList();
    int left = lines.size() - HEAD - END;
    if (left <= 1) {
      return table;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, HEAD));
    shown.add("… " + left + " steps before: see the replay");
    shown.addAll(lines.subList(lines.size() - END, lines.size()));
    return String.join("\n", shown);
  }
}
