package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quiesce.harness.report.page.Block;
import dev.quiesce.harness.report.page.Picture;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.OperationMeasurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LockBlocksTest {
  private static OperationMeasurement times(String name, long count, double mean) {
    return new OperationMeasurement(name, "ns", count, 1, 1, 1, 1, 1, 1, mean);
  }

  private static List<Measured> measured(OperationMeasurement... operations) {
    Measurement one =
        new Measurement(
            "s", "complete", "w", Map.of(), List.of(operations), Map.of(), List.of(), 0, false);
    return Measured.of(List.of(one), "w");
  }

  private static Picture.Stacks picture(List<Measured> measured) {
    Block block = LockBlocks.of(measured, MeasurementsChapter.WAIT, "t").orElseThrow();
    return (Picture.Stacks) ((Block.Drawing) block).picture();
  }

  @Test
  void sums_ofASite_areCountTimesMean() {
    Picture.Stacks picture =
        picture(
            measured(
                times("bql-wait", 4, 1e6),
                times("bql-wait@commit", 3, 2e6),
                times("bql-hold@commit", 3, 9e6),
                times("notifier lock-wait@walk", 1, 5e5)));

    assertThat(picture.names()).containsExactly("bql: commit", "notifier lock: walk");
    assertThat(picture.stacks().get(0).parts().get(0).value()).isCloseTo(6, within(1e-9));
    assertThat(picture.stacks().get(0).parts().get(1).value()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void sites_beyondTheNamed_areSummed() {
    List<OperationMeasurement> many = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      many.add(times("bql-wait@s" + i, 1, 1e6 * (12 - i)));
    }
    Picture.Stacks picture = picture(measured(many.toArray(new OperationMeasurement[0])));

    assertThat(picture.names()).hasSize(9).endsWith("other sites");
    assertThat(picture.stacks().get(0).parts().get(8).value()).isCloseTo(10, within(1e-9));
  }

  @Test
  void noSite_always_isNoPicture() {
    assertThat(LockBlocks.of(measured(times("clear", 1, 1)), MeasurementsChapter.WAIT, "t"))
        .isEmpty();
  }
}
