package dev.quiesce.harness.report;

import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Page;
import dev.quiesce.harness.report.page.Section;
import dev.quiesce.harness.result.CellResult;
import java.util.ArrayList;
import java.util.List;

/** Matrices, findings and counterexamples of some cells, as Markdown: a part of the report. */
public final class CellsMarkdown {
  /** A document of its own. */
  public String render(List<CellResult> cells) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Grids.promises(Matrix.byPromise(cells)));
    blocks.add(Grids.scenarios(Matrix.byScenario(cells)));
    blocks.add(AnswerChapter.findings(new Judge().judge(cells)));
    Page page =
        new Page(
            "Verdicts",
            TerminalTable.summary(cells) + ".",
            List.of(
                Section.of(Places.ANSWER, "Strategies, promises and scenarios", blocks),
                new CounterexamplesChapter(cells).section()));
    return new MarkdownReport().render(page);
  }
}
