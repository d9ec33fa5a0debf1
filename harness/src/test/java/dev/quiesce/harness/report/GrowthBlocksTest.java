package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Picture;
import dev.quiesce.harness.report.svg.Drawings;
import dev.quiesce.harness.result.BenchScore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GrowthBlocksTest {
  private static BenchScore walk(int listeners, double score) {
    return new BenchScore(
        "WalkBenchmark.walk",
        "avgt",
        Map.of("listeners", Integer.toString(listeners), "strategy", "a"),
        score,
        1,
        "ns/op",
        9,
        5,
        List.of(),
        Map.of());
  }

  @Test
  void growth_ofOneSize_isNotDrawn() {
    assertThat(GrowthBlocks.of(List.of(walk(16, 80)))).isEmpty();
  }

  @Test
  void growth_ofSeveralSizes_isACurveOverThem() {
    List<Block> blocks = GrowthBlocks.of(List.of(walk(16, 80), walk(172, 900), walk(1024, 6000)));

    Picture.GrowthLines picture = (Picture.GrowthLines) ((Block.Drawing) blocks.get(0)).picture();
    assertThat(picture.series())
        .singleElement()
        .satisfies(
            series ->
                assertThat(series.points())
                    .extracting(Picture.Point::x)
                    .containsExactly(16.0, 172.0, 1024.0));
    assertThat(Drawings.svg(picture)).contains(">172</text>").contains(">a</text>");
  }
}
