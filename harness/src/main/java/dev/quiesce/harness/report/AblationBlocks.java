package dev.quiesce.harness.report;

import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Span;
import dev.quiesce.harness.rundir.RunData;
import java.util.List;

/** Minimal sufficient sets of ingredients, as blocks; says so where the run did not look. */
final class AblationBlocks {
  AblationBlocks(RunData data) {}

  void add(StrategyDescriptor strategy, List<Block> blocks) {
    if (!strategy.ingredients().isEmpty()) {
      blocks.add(
          Block.Paragraph.of(
              Span.strong("Minimal sufficient sets: "),
              Span.of("not part of this run; "),
              Span.code("harness ablate -s " + strategy.id()),
              Span.of(" finds them.")));
    }
  }
}
