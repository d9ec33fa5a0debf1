package dev.quiesce.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.fork.FakePools;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Sample;
import dev.quiesce.harness.result.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyPhaseTest {
  @TempDir Path directory;

  private final List<CellJob> kept = new ArrayList<>();

  private List<CellResult> verify(List<CellJob> jobs, CellStore store, Duration limit)
      throws InterruptedException {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true);
    try (ProgressMeter progress = new ProgressMeter(nowhere, false, "verify", jobs.size())) {
      return new VerifyPhase(jobs, store, progress, 2, limit)
          .run(FakePools.of(2, directory.resolve("child.log")));
    }
  }

  private CellStore store(@Nullable CellResult finished) {
    return new CellStore() {
      @Override
      public @Nullable CellResult finished(CellJob job) {
        return finished != null && finished.key().equals(job.key()) ? finished : null;
      }

      @Override
      public synchronized void add(CellJob job, CellResult result) {
        kept.add(job);
      }
    };
  }

  @Test
  void run_whenChildrenFail_givesUnknownCellsInTheirPlaces() throws Exception {
    List<CellJob> jobs = new ArrayList<>();
    for (String what : List.of("fine", "die", "throw", "silent", "good")) {
      jobs.add(Sample.cell("gfree-rcu", what).job());
    }

    List<CellResult> cells = verify(jobs, store(null), Duration.ZERO);

    assertThat(cells.stream().map(CellResult::key))
        .containsExactlyElementsOf(jobs.stream().map(CellJob::key).toList());
    assertThat(cells.stream().map(CellResult::verdict))
        .containsExactly(
            Verdict.HOLDS, Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.HOLDS);
    assertThat(cells.get(1).note()).contains("exit code 9");
    assertThat(cells.get(2).note()).contains("the checker broke");
    assertThat(cells.get(3).note()).contains("gave no result");
    assertThat(kept).containsExactlyInAnyOrder(jobs.get(0), jobs.get(4));
  }

  @Test
  void run_whenTheChildExploredAnotherCell_isUnknown() throws Exception {
    CellJob other = Sample.cell("gfree-rcu", "fine").variant("another").job();

    assertThat(verify(List.of(other), store(null), Duration.ZERO))
        .singleElement()
        .satisfies(cell -> assertThat(cell.verdict()).isEqualTo(Verdict.UNKNOWN));
    assertThat(kept).isEmpty();
  }

  @Test
  void run_whenFinishedBefore_doesNotExploreAgain() throws Exception {
    CellResult before = Sample.cell("gfree-rcu", "die").note("from before").build();

    assertThat(verify(List.of(Sample.cell("gfree-rcu", "die").job()), store(before), Duration.ZERO))
        .containsExactly(before);
    assertThat(kept).isEmpty();
  }

  @Test
  void run_whenACellIsNotExhausted_exploresItAgainWithMoreTime() throws Exception {
    CellJob one = Sample.cell("gfree-rcu", "fine").variant("long").job();
    CellJob job =
        new CellJob(
            one.key(),
            new CellBudget(1, 5_000, CellBudget.UNBOUNDED),
            one.seed(),
            one.mutant(),
            one.expected());

    assertThat(verify(List.of(job), store(null), Duration.ofSeconds(30)))
        .singleElement()
        .satisfies(cell -> assertThat(cell.exhausted()).isTrue());
    assertThat(kept).containsExactly(job);
  }

  @Test
  void run_withATimeLimit_givesEachCellAShare() throws Exception {
    List<CellJob> jobs = List.of(Sample.cell("gfree-rcu", "fine").job());

    assertThat(verify(jobs, store(null), Duration.ofSeconds(10)))
        .singleElement()
        .satisfies(cell -> assertThat(cell.verdict()).isEqualTo(Verdict.HOLDS));
  }
}
