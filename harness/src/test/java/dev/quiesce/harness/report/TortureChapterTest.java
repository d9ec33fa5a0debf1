package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quiesce.harness.owner.QemuOwners;
import dev.quiesce.harness.result.CleanRun;
import dev.quiesce.harness.rundir.RunData;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TortureChapterTest {
  private static String markdown(RunData data) {
    return new MarkdownReport().render(new PageBuilder(QemuOwners.bundled()).build(data));
  }

  /** The figures of reliability.md §5.1, which has them of perfbook. */
  @Test
  void needed_cleanRuns_areThoseOfTheBook() {
    assertThat(CleanRun.needed(0.10, 0.99)).isEqualTo(44);
    assertThat(CleanRun.needed(0.01, 0.99)).isEqualTo(459);
  }

  @Test
  void secondsPerFailure_ofEightCleanHours_isLittleMoreThanAnHourAndAHalf() {
    CleanRun run = new CleanRun(8 * 3600, 1, 1);

    assertThat(run.secondsPerFailure(0.99) / 3600).isCloseTo(1.737, within(0.001));
    assertThat(run.secondsPerFailure(0.95)).isCloseTo(8 * 3600 / 3.0, within(20.0));
  }

  @Test
  void chanceOfFailure_of44CleanPeriods_isATenthAt99Percent() {
    assertThat(new CleanRun(1, 44, 44).chanceOfFailure(0.99)).isCloseTo(0.0994, within(0.0001));
  }

  @Test
  void effort_recordedKillsAndFuzzing_areToldWithTheirDayAndCommit() throws IOException {
    assertThat(markdown(SampleRun.tortured()))
        .contains("2025-03-02T00:00:00Z, commit abc1234, not this run")
        .contains("50 runs killed at random points, 44 had")
        .contains("to 9.9 % at 99 %")
        .contains("3000 in 120 s, coverage-guided, of 2 readers (mtree-tree 1000, token 2000)")
        .contains("44 clean runs bound a 10 % failure and 459 a 1 % failure");
  }

  @Test
  void effort_ofThisRun_isCountedFromItsData() throws IOException {
    RunData data = SampleRun.tortured();
    long millis = data.torture().strategies().stream().mapToLong(r -> r.millis()).sum();

    assertThat(markdown(data))
        .contains("Cells tried in this run: " + data.verdicts().cells().size())
        .contains(String.format("Torture in this run: %.2f hours over", millis / 3_600_000.0))
        .contains("Faults injected in this run, by kind: ");
  }

  @Test
  void chapter_cleanRun_boundsItsRate() throws IOException {
    assertThat(markdown(SampleRun.tortured()))
        .contains("## Torture")
        .containsPattern(
            "gfree-rcu.*\\| pass \\| 3061 \\| 4 \\| 4 \\| 1.02 s \\| 0.66 s \\| .*52.7 %");
  }

  @Test
  void chapter_failingControl_givesTheRateThatWasSeen() throws IOException {
    assertThat(markdown(SampleRun.tortured())).containsPattern("control-unfixed.*seen: one in");
  }

  @Test
  void chapter_faults_areListedByKind() throws IOException {
    assertThat(markdown(SampleRun.tortured()))
        .contains("Faults injected, by kind")
        .contains("| stalled reader | 32 |");
  }

  @Test
  void csv_ofTorture_hasTheCountsOfTheJson() throws IOException {
    assertThat(new CsvReport().render(SampleRun.tortured()).lines())
        .contains("torture,gfree-rcu,fix,complete,,,,,pass,,,,,,,,,,,,,,,,,,")
        .contains(
            "torture,gfree-rcu,fix,complete,,,,,,,,,,,,,,,fault: stalled reader,count,32,,,,,,");
  }

  @Test
  void chapter_withoutTorture_saysSo() {
    assertThat(markdown(SampleRun.untortured())).contains("put no strategy under load");
  }
}
