package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.ranking.Significance;
import dev.quiesce.harness.report.html.Renderings;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.OperationMeasurement;
import dev.quiesce.harness.result.Sample;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.UsageException;
import dev.quiesce.harness.result.ViolationKind;
import dev.quiesce.harness.rundir.RunData;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BaselineTest {
  private static final CellResult HOLDS = Sample.cell("a", "s").build();
  private static final CellResult VIOLATED =
      Sample.cell("a", "s")
          .violates(Promise.NO_USE_AFTER_FREE, ViolationKind.USE_AFTER_FREE, Severity.CRASH, false)
          .build();

  private static Measurement clear(int repetition, double p99) {
    return new Measurement(
        "a",
        "complete",
        "w",
        Map.of("repetition", Integer.toString(repetition)),
        List.of(new OperationMeasurement("clear", "ns", 5, 1, 100, 2, p99, 5, 6, 2)),
        Map.of(),
        List.of(),
        0,
        false);
  }

  /** Repetitions whose p99 are {@code start}, start + 1, ... */
  private static RunData run(CellResult cell, int repetitions, double start) {
    List<Measurement> measurements =
        IntStream.range(0, repetitions).mapToObj(i -> clear(i, start + i)).toList();
    return SampleRun.with(SampleRun.data(), List.of(cell), measurements, List.of());
  }

  private static List<String> regressions(RunData before, RunData now, double percent) {
    return new Baseline("old", before).regressions(now, percent);
  }

  @Test
  void regressions_ofTheSameRun_areNone() {
    assertThat(regressions(run(HOLDS, 6, 100), run(HOLDS, 6, 100), 0)).isEmpty();
  }

  @Test
  void regressions_ofAVerdictThatHoldsNoMore_nameTheCell() {
    assertThat(regressions(run(HOLDS, 6, 100), run(VIOLATED, 6, 100), 1000))
        .containsExactly("a s/in-tree: holds → violated");
  }

  @Test
  void regressions_ofAVerdictThatHoldsNow_areNone() {
    assertThat(regressions(run(VIOLATED, 6, 100), run(HOLDS, 6, 100), 0)).isEmpty();
  }

  @Test
  void regressions_ofASlowerRun_nameTheFigure() {
    assertThat(regressions(run(HOLDS, 6, 100), run(HOLDS, 6, 200), 10))
        .singleElement()
        .asString()
        .startsWith("a, w, clear p99: +97");
  }

  @Test
  void regressions_withinThePercent_areNone() {
    assertThat(regressions(run(HOLDS, 6, 100), run(HOLDS, 6, 200), 150)).isEmpty();
  }

  @Test
  void regressions_ofAFasterRun_areNone() {
    assertThat(regressions(run(HOLDS, 6, 200), run(HOLDS, 6, 100), 0)).isEmpty();
  }

  @Test
  void regressions_ofTooFewRepetitions_areNotClaimed() {
    assertThat(regressions(run(HOLDS, 4, 100), run(HOLDS, 4, 900), 0)).isEmpty();
  }

  @Test
  void regressions_ofAnotherSpeed_areNoFiguresInCommon() {
    RunData slow = run(HOLDS, 6, 900);
    List<Measurement> fast =
        slow.measurements().measurements().stream()
            .map(
                one ->
                    new Measurement(
                        one.strategy(),
                        one.form(),
                        one.workload(),
                        Map.of("speed", "20.0"),
                        one.operations(),
                        one.gauges(),
                        one.notes(),
                        one.driftP99Ns(),
                        one.flagged()))
            .toList();

    RunData faster = SampleRun.with(SampleRun.data(), List.of(HOLDS), fast, List.of());
    assertThat(FigureChange.between(run(HOLDS, 6, 100), faster))
        .noneMatch(change -> change.what().contains("clear p99"));
  }

  @Test
  void regressions_ofOverlappingRepetitions_areNotClaimed() {
    assertThat(regressions(run(HOLDS, 6, 100), run(HOLDS, 6, 102), 0)).isEmpty();
  }

  @Test
  void significance_ofSeparatedGroups_isThatOfTheExactTest() {
    // 2 / C(10, 5): both groups of five, no overlap.
    Significance significance =
        Significance.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0), List.of(6.0, 7.0, 8.0, 9.0, 10.0));

    assertThat(significance.p()).isEqualTo(2.0 / 252, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(significance.delta()).isEqualTo(1);
    assertThat(significance.percent()).isEqualTo(100 * 5.0 / 3);
  }

  @Test
  void baseline_ofAnUnknownMachine_isRefused() {
    Baseline baseline = new Baseline("old", run(HOLDS, 1, 1));

    assertThatThrownBy(() -> baseline.requireSameMachine(null))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--any-machine");
  }

  @Test
  void page_withABaseline_saysWhatChanged() {
    String html =
        Renderings.of(run(VIOLATED, 6, 200), new Baseline("old", run(HOLDS, 6, 100))).html();

    assertThat(html)
        .contains("What changed")
        .contains("1 of 1 common cells came out otherwise")
        .contains("NO_USE_AFTER_FREE: holds → violated");
  }
}
