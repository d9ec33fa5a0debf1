package dev.quiesce.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.Sample;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.ViolationKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LiveSummaryTest {
  private final LiveSummary summary = new LiveSummary();

  @Test
  void lines_beforeAnyCell_areNone() {
    assertThat(summary.lines()).isEmpty();
    assertThat(summary.text()).isEmpty();
  }

  @Test
  void lines_ofSomeCells_countThemByStrategyAndForm() {
    summary.add(Sample.cell("a", "s").build());
    summary.add(Sample.cell("a", "t").build());
    summary.add(
        Sample.cell("a", "s")
            .form("as-proposed")
            .violates(Promise.NO_DEADLOCK, ViolationKind.DEADLOCK, Severity.HANG, true)
            .build());

    assertThat(summary.lines()).hasSize(3);
    assertThat(summary.lines().get(1).split(" +")).containsExactly("a", "2", "-", "-", "-");
    assertThat(summary.lines().get(2).split(" +"))
        .containsExactly("a", "as-proposed", "-", "1", "-", "-");
    assertThat(summary.text()).isEqualTo("2 holds, 1 violated");
  }

  @Test
  void lines_ofManyStrategies_fitAScreen() {
    for (int i = 0; i < 40; i++) {
      summary.add(Sample.cell("a-strategy-with-quite-a-long-name-" + i, "s").build());
    }

    assertThat(summary.lines()).hasSizeLessThan(24);
    assertThat(summary.lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void meter_elsewhereThanOnATerminal_tellsTheVerdictsInItsLine() {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    try (ProgressMeter meter = new ProgressMeter(nowhere, false, "verify", 2)) {
      meter.finished(Sample.cell("a", "s").build());

      assertThat(meter.line()).startsWith("verify 1/2, ").contains("1 holds, a s/in-tree");
    }
  }
}
