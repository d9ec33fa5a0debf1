package dev.quiesce.harness.report;

import dev.quiesce.harness.result.Ablation;
import dev.quiesce.harness.result.Ablations;
import dev.quiesce.harness.result.Necessity;
import dev.quiesce.harness.result.Violation;
import java.util.List;

/** Ablations for a terminal. */
public final class AblationText {
  /** The text. */
  public String render(Ablations ablations) {
    StringBuilder out = new StringBuilder();
    for (Ablation ablation : ablations.strategies()) {
      one(out, ablation);
    }
    out.append(Wrap.lines(MEANING));
    for (AblationJudge.Difference difference : new AblationJudge().judge(ablations)) {
      out.append(Wrap.lines("! " + difference));
    }
    return out.toString();
  }

  /** What the words mean. */
  static final String MEANING =
      "sufficient: as good as the complete form, that is, in no cell is a required promise broken"
          + " that the complete form does not declare as its limit there. A refusal breaks none."
          + " Explored under sequential consistency, which does not tell an RCU iterator from a"
          + " plain one: what only orders memory shows as NO_DATA_RACE, not here.";

  private static void one(StringBuilder out, Ablation ablation) {
    out.append(Wrap.lines(ablation.id() + ": " + ablation.sentence())).append('\n');
    for (Necessity need : ablation.necessities()) {
      out.append(Wrap.lines("  without " + need.without() + ": " + why(need)));
      Violation shown = need.counterexample();
      if (shown != null) {
        out.append("    harness replay ").append(shown.replay()).append('\n');
      }
    }
    out.append(Wrap.lines("  " + effort(ablation))).append('\n');
  }

  /** What happens without an ingredient. */
  static String why(Necessity need) {
    Violation shown = need.counterexample();
    int others = need.cells().size() - 1;
    String where = need.scenario() + "/" + need.variant();
    return (shown == null
            ? "a required promise is broken in " + where
            : shown.promise() + " is broken in " + where + ": " + first(shown.message()))
        + (others == 0
            ? ""
            : " (and in " + others + (others == 1 ? " more cell)" : " more cells)"));
  }

  private static String first(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** What it took, and what it does not cover. */
  static String effort(Ablation ablation) {
    Ablation.Effort effort = ablation.effort();
    return effort.subsets()
        + " subsets, "
        + effort.sufficient()
        + " sufficient; "
        + effort.cells()
        + " cells explored, "
        + effort.executions()
        + " schedules, "
        + effort.wallMs() / 1000
        + " s"
        + listed("; not exhausted: ", effort.notExhausted())
        + listed("; the operations never met in ", effort.vacuous())
        + (ablation.declared() == null ? "; not compared with a declaration" : "");
  }

  private static String listed(String intro, List<String> cells) {
    return cells.isEmpty() ? "" : intro + String.join(", ", cells);
  }
}
