package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.result.BenchScore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Figures against their bars. */
class BarTableTest {
  private static BenchScore score(String benchmark, Map<String, String> params, Double... forks) {
    return new BenchScore(
        benchmark,
        "avgt",
        params,
        99,
        Double.NaN,
        "ns/op",
        forks.length,
        1,
        List.of(forks),
        Map.of());
  }

  private static String line(String figure, List<BenchScore> scores, Map<String, Double> foreign) {
    return new BarTable(scores, foreign)
        .text()
        .lines()
        .filter(line -> line.startsWith(figure))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void figure_belowItsCeiling_isMetByTheMedianFork() {
    assertThat(
            line(
                "empty section, membarrier, handle",
                List.of(score("ReadSectionBenchmark.memb", Map.of(), 1.0, 1.1, 1.2)),
                Map.of()))
        .contains("1.100 ns")
        .endsWith("yes");
  }

  @Test
  void figure_aboveItsCeiling_isNotMet() {
    assertThat(
            line(
                "empty section, fenced",
                List.of(score("ReadSectionBenchmark.fenced", Map.of(), 7.5)),
                Map.of()))
        .endsWith("NO");
  }

  @Test
  void ratio_ofTwoFigures_isJudgedInsteadOfTheFigure() {
    List<BenchScore> scores =
        List.of(
            score("WalkBenchmark.callMemb", Map.of("listeners", "16"), 104.0),
            score("WalkBenchmark.callMemb", Map.of("listeners", "172"), 900.0),
            score("WalkBenchmark.callUnprotected", Map.of("listeners", "16"), 100.0));

    assertThat(line("walk of 16, callback, membarrier", scores, Map.of()))
        .contains("1.040")
        .endsWith("NO");
  }

  @Test
  void bar_insideTheIntervalOfTheForks_isOpen() {
    List<BenchScore> scores =
        List.of(score("ReadSectionBenchmark.fenced", Map.of(), 6.0, 6.9, 7.1, 8.0, 6.8));

    assertThat(line("empty section, fenced", scores, Map.of()))
        .contains("[6.000, 8.000]")
        .endsWith("open");
  }

  @Test
  void bar_outsideTheIntervalOfTheForks_isDecided() {
    List<BenchScore> scores =
        List.of(score("ReadSectionBenchmark.fenced", Map.of(), 7.6, 7.9, 8.4));

    assertThat(line("empty section, fenced", scores, Map.of())).endsWith("NO");
  }

  @Test
  void table_ofARunWithoutTheseBenchmarks_hasMeasuredNothing() {
    List<BenchScore> scores =
        List.of(score("StrategyBenchmark.walk", Map.of("listeners", "16"), 50.0));

    assertThat(new BarTable(scores, Map.of()).measured()).isFalse();
  }

  @Test
  void figure_thatWasNotMeasured_isNotMet() {
    assertThat(line("recorded storm parsed", List.of(), Map.of())).endsWith("not measured");
  }

  @Test
  void foreignFigure_ofAnotherProgram_isAYardstick() {
    assertThat(
            new BarTable(
                    List.of(score("ReadSectionBenchmark.memb", Map.of(), 1.0)),
                    Map.of("memb.section.ns", 1.37))
                .text())
        .contains("liburcu memb");
  }
}
