package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.harness.result.Ablation;
import dev.quiesce.harness.result.Ablations;
import dev.quiesce.harness.result.Necessity;
import dev.quiesce.harness.result.Violation;
import java.util.ArrayList;
import java.util.List;

/** Ablations as Markdown. */
public final class AblationMarkdown {
  /** Columns of the table of ingredients. */
  static final List<String> COLUMNS =
      List.of("ingredient", "source", "as proposed", "complete", "in minimal sufficient sets");

  private static final String TITLE = "What each ingredient is needed for";

  /** A document of its own. */
  public String render(Ablations ablations) {
    Markdown md = new Markdown();
    section(md, ablations);
    return md.toString().stripTrailing() + "\n";
  }

  private static void section(Markdown md, Ablations ablations) {
    md.heading(2, TITLE);
    md.paragraph(AblationText.MEANING);
    List<String> differences =
        new AblationJudge().judge(ablations).stream().map(Object::toString).toList();
    if (!differences.isEmpty()) {
      md.heading(3, "Not as declared").list(differences);
    }
    ablations.strategies().forEach(ablation -> one(md, ablation));
  }

  private static void one(Markdown md, Ablation ablation) {
    md.heading(3, ablation.id());
    md.paragraph(ablation.id() + " " + ablation.sentence() + ".");
    List<List<String>> rows = new ArrayList<>();
    for (Ingredient ingredient : ablation.details()) {
      rows.add(
          List.of(
              ingredient.id(),
              ingredient.source(),
              ablation.asProposed().contains(ingredient.id()) ? "x" : "",
              ablation.complete().contains(ingredient.id()) ? "x" : "",
              use(ablation, ingredient.id())));
    }
    md.table(COLUMNS, rows);
    for (Necessity need : ablation.necessities()) {
      Violation shown = need.counterexample();
      String summary = "without " + need.without() + ": " + AblationText.why(need);
      if (shown == null) {
        md.paragraph(summary);
      } else {
        md.details(summary, shown.table() + "\nharness replay " + shown.replay());
      }
    }
    md.paragraph(AblationText.effort(ablation) + ".");
  }

  /** In which sets an ingredient is. */
  static String use(Ablation ablation, String id) {
    if (ablation.harmful().contains(id)) {
      return "in no sufficient set";
    }
    List<List<String>> sets = ablation.minimalSufficient();
    long in = sets.stream().filter(set -> set.contains(id)).count();
    return in == 0 ? "" : in == sets.size() ? "every one" : in + " of " + sets.size();
  }
}
