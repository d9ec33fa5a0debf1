package dev.quiesce.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Expectation;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.Sample;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.Verdict;
import dev.quiesce.harness.result.ViolationKind;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

final class CellTurnTest {
  private static final long UNLIMITED = Long.MAX_VALUE;

  private static CellTurn turn(int number, Sample sample, CellBudget budget) {
    CellJob job = sample.job();
    return new CellTurn(
        number, new CellJob(job.key(), budget, job.seed(), job.mutant(), job.expected()));
  }

  private static CellTurn turn(int number, Sample sample) {
    return turn(number, sample, new CellBudget(1, 30_000, CellBudget.UNBOUNDED));
  }

  private static void ended(CellTurn turn, CellResult result) {
    turn.ended(result);
    turn.merge();
  }

  @Test
  void begin_roundByRound_growsUpToTheBudget() {
    CellTurn turn = turn(0, Sample.cell());
    assertThat(turn.begin(UNLIMITED, true).budget().millis()).isEqualTo(500);
    ended(turn, Sample.cell().notExhausted().build());
    assertThat(turn.again()).isTrue();
    assertThat(turn.begin(UNLIMITED, true).budget().millis()).isEqualTo(2_000);
    ended(turn, Sample.cell().notExhausted().build());
    assertThat(turn.begin(UNLIMITED, true).budget().millis()).isEqualTo(8_000);
    ended(turn, Sample.cell().notExhausted().build());
    assertThat(turn.begin(UNLIMITED, true).budget().millis()).isEqualTo(30_000);
    ended(turn, Sample.cell().notExhausted().build());
    assertThat(turn.again()).isFalse();
  }

  @Test
  void begin_withoutATimeLimitForAll_givesTheWholeBudgetInTheSecondRound() {
    CellTurn turn = turn(0, Sample.cell());
    assertThat(turn.begin(UNLIMITED, false).budget().millis()).isEqualTo(500);
    ended(turn, Sample.cell().notExhausted().build());
    assertThat(turn.begin(UNLIMITED, false).budget().millis()).isEqualTo(30_000);
  }

  @Test
  void begin_whenLittleTimeIsLeft_givesNoMore() {
    assertThat(turn(0, Sample.cell()).begin(70, true).budget().millis()).isEqualTo(70);
  }

  @Test
  void begin_withABudgetInExecutions_leavesItAlone() {
    CellBudget budget = new CellBudget(1, 30_000, 500);
    CellTurn turn = turn(0, Sample.cell(), budget);
    assertThat(turn.begin(10, true).budget()).isEqualTo(budget);
    ended(turn, Sample.cell().notExhausted().build());
    assertThat(turn.again()).isFalse();
  }

  @Test
  void again_whenExhausted_isNot() {
    CellTurn turn = turn(0, Sample.cell());
    CellJob unused = turn.begin(UNLIMITED, true);
    ended(turn, Sample.cell().build());
    assertThat(turn.again()).isFalse();
  }

  @Test
  void again_whenTheOperationsNeverMetInSearchesCutShort_isAlthoughExhausted() {
    CellTurn turn = turn(0, Sample.cell());
    CellJob unused = turn.begin(UNLIMITED, true);
    ended(turn, Sample.cell().vacuous().lasting(200).build());
    assertThat(turn.again()).isTrue();
  }

  @Test
  void again_whenTheOperationsNeverMetAndEverySearchHasEnded_isNot() {
    CellTurn turn = turn(0, Sample.cell());
    CellJob unused = turn.begin(UNLIMITED, true);
    ended(turn, Sample.cell().vacuous().lasting(20).build());
    assertThat(turn.again()).isFalse();
  }

  @Test
  void merge_ofARoundThatHadLessTime_keepsThatNothingIsLeft() {
    CellTurn turn = turn(0, Sample.cell());
    ended(turn, Sample.cell().vacuous().build());
    ended(turn, Sample.cell().notExhausted().build());
    assertThat(turn.result()).isNotNull();
    assertThat(turn.result().exhausted()).isTrue();
    assertThat(turn.result().vacuous()).isFalse();
  }

  @Test
  void order_ofTheFirstRound_hasControlsFirst() {
    PriorityQueue<CellTurn> queue = new PriorityQueue<>(CellTurn.ORDER);
    queue.add(turn(0, Sample.cell("gfree-rcu", "appendix-a")));
    queue.add(turn(1, Sample.cell("control-drain", "appendix-a")));
    assertThat(queue.remove().number()).isEqualTo(1);
  }

  @Test
  void order_ofLaterRounds_hasLimitsThatWereNotSeenFirst() {
    CellTurn fine = turn(0, Sample.cell());
    ended(fine, Sample.cell().notExhausted().build());
    CellTurn missing = turn(1, Sample.cell());
    ended(
        missing,
        Sample.cell()
            .notExhausted()
            .promise(Promise.NO_DEADLOCK, PromiseStatus.HOLDS, Expectation.VIOLATED)
            .build());
    PriorityQueue<CellTurn> queue = new PriorityQueue<>(CellTurn.ORDER);
    queue.add(fine);
    queue.add(missing);
    assertThat(queue.remove().number()).isEqualTo(1);
  }

  @Test
  void order_ofACellWhoseOperationsNeverMet_isBeforeOthersWithFewerRounds() {
    CellTurn fine = turn(0, Sample.cell());
    ended(fine, Sample.cell().notExhausted().build());
    CellTurn vacuous = turn(1, Sample.cell());
    ended(vacuous, Sample.cell().notExhausted().vacuous().build());
    ended(vacuous, Sample.cell().notExhausted().vacuous().build());
    CellTurn fresh = turn(2, Sample.cell());
    PriorityQueue<CellTurn> queue = new PriorityQueue<>(CellTurn.ORDER);
    queue.add(fine);
    queue.add(vacuous);
    queue.add(fresh);
    assertThat(queue.remove().number()).isEqualTo(2);
    assertThat(queue.remove().number()).isEqualTo(1);
  }

  @Test
  void merge_ofAViolationThatOnlyAnEarlierRoundSaw_keepsIt() {
    CellTurn turn = turn(0, Sample.cell());
    ended(
        turn,
        Sample.cell()
            .notExhausted()
            .violates(Promise.NO_DEADLOCK, ViolationKind.DEADLOCK, Severity.HANG, true)
            .build());
    ended(
        turn,
        Sample.cell()
            .promise(Promise.NO_DEADLOCK, PromiseStatus.HOLDS, Expectation.VIOLATED)
            .build());
    assertThat(turn.result())
        .satisfies(
            result -> {
              assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
              assertThat(result.exhausted()).isTrue();
              assertThat(result.promises())
                  .containsEntry(Promise.NO_DEADLOCK, PromiseStatus.VIOLATED);
              assertThat(result.violations()).hasSize(1);
              assertThat(result.violation()).isEqualTo(result.violations().get(0));
            });
  }
}
