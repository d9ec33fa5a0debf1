package dev.quiesce.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.CellResult;
import dev.quiesce.harness.result.Expectation;
import dev.quiesce.harness.result.MeasuredOperation;
import dev.quiesce.harness.result.Measurement;
import dev.quiesce.harness.result.Measurements;
import dev.quiesce.harness.result.OperationMeasurement;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.Sample;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.Verdict;
import dev.quiesce.harness.result.Verdicts;
import dev.quiesce.harness.result.ViolationKind;
import dev.quiesce.harness.result.WorkloadFacts;
import dev.quiesce.harness.rundir.Proposals;
import dev.quiesce.harness.rundir.RunData;
import dev.quiesce.harness.rundir.Subjects;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QuestionsTest {
  private static RunData data(
      List<CellResult> cells, List<Measurement> measurements, List<WorkloadFacts> workloads) {
    return new RunData(
        null,
        new Subjects(1, List.of(), List.of(), workloads),
        new Verdicts(1, 1, cells),
        new Measurements(1, 1, measurements),
        List.of(),
        Proposals.none(),
        List.of(),
        Map.of(),
        null,
        null,
        null,
        List.of(),
        null);
  }

  private static Answer answer(int number, Sample... samples) {
    List<CellResult> cells = Arrays.stream(samples).map(Sample::build).toList();
    return new Questions(data(cells, List.of(), List.of())).answers().get(number - 1);
  }

  private static Sample holds(String strategy, String scenario) {
    return Sample.cell(strategy, scenario);
  }

  private static Sample dead(String strategy, String scenario) {
    return Sample.cell(strategy, scenario)
        .violates(Promise.NO_DEADLOCK, ViolationKind.DEADLOCK, Severity.HANG, true);
  }

  private static Sample freed(String strategy, String scenario) {
    return Sample.cell(strategy, scenario)
        .violates(Promise.NO_USE_AFTER_FREE, ViolationKind.USE_AFTER_FREE, Severity.CRASH, true);
  }

  private static Measurement measured(String strategy, String operation, double p99) {
    return new Measurement(
        strategy,
        "complete",
        "w",
        Map.of(),
        List.of(new OperationMeasurement(operation, "ns", 5, 1, 2, 3, p99, 5, 6, 2)),
        Map.of(),
        List.of(),
        0,
        false);
  }

  @Test
  void answers_withoutData_sayThatThereIsNone() {
    List<Answer> answers = new Questions(data(List.of(), List.of(), List.of())).answers();

    assertThat(answers).hasSize(14).noneMatch(Answer::answered);
    assertThat(answers.stream().map(Answer::number))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
  }

  @Test
  void answers_ofUnknownCells_sayThatThereIsNone() {
    Sample unknown =
        holds("control-unfixed", "clear-vs-unregister").verdict(Verdict.UNKNOWN, Verdict.HOLDS);

    assertThat(answer(1, unknown).answered()).isFalse();
    assertThat(answer(14, unknown).answered()).isFalse();
  }

  @Test
  void question1_followsTheUnfixedControl() {
    assertThat(answer(1, freed("control-unfixed", "clear-vs-unregister")).text())
        .contains("1 of 1 cell with an unlocked walk are violated: use-after-free.");
    assertThat(answer(1, holds("control-unfixed", "clear-vs-unregister")).text())
        .contains("0 of 1 cell with an unlocked walk are violated.");
    assertThat(
            answer(
                    1,
                    holds("control-unfixed", "balloon-hint"),
                    dead("control-bql-everywhere", "lock-order"))
                .text())
        .contains("1 of 1 cell of lock-order are violated: deadlock.");
  }

  @Test
  void question2_countsViolationsAndWaits() {
    Sample waiting =
        dead("notifier-lock", "unregister-in-callback")
            .promise(
                Promise.READERS_NEVER_BLOCK,
                PromiseStatus.NOT_PROMISED_SEEN,
                Expectation.NOT_PROMISED);

    Answer answer = answer(2, waiting, holds("notifier-lock", "lock-order"));

    assertThat(answer.text())
        .contains("notifier-lock is violated in 1 of 2 cells (unregister-in-callback)")
        .contains("waits for a writer in 1 of 2 cells")
        .contains("was not measured");
  }

  @Test
  void question2_listsTheCost() {
    RunData data =
        data(
            List.of(holds("notifier-lock", "lock-order").build()),
            List.of(measured("notifier-lock", MeasuredOperation.CLEAR, 4200)),
            List.of());

    assertThat(new Questions(data).answers().get(1).evidence())
        .extracting(Support::text)
        .contains("notifier-lock: clear 2 ns / 4.2 µs / 6 ns");
  }

  @Test
  void question3_namesWhoDelivers() {
    Sample late =
        holds("gfree-rcu", "clear-vs-unregister")
            .promise(
                Promise.NO_CALLBACK_AFTER_REGION_DEL,
                PromiseStatus.NOT_PROMISED_SEEN,
                Expectation.NOT_PROMISED);
    Sample never =
        holds("notifier-lock", "clear-vs-unregister")
            .promise(Promise.NO_CALLBACK_AFTER_REGION_DEL, PromiseStatus.HOLDS, Expectation.HOLDS);

    assertThat(answer(3, late, never).text())
        .contains("delivered by gfree-rcu: seen in 1 of 2 cells");
    assertThat(answer(3, never).text()).contains("none was seen in 1 cells");
    assertThat(answer(3, holds("gfree-rcu", "x")).answered()).isFalse();
  }

  @Test
  void question4_comparesTheClears() {
    RunData data =
        data(
            List.of(),
            List.of(
                measured("control-unfixed", MeasuredOperation.CLEAR, 1500),
                measured("control-bql-everywhere", MeasuredOperation.CLEAR, 2_500_000)),
            List.of());

    assertThat(new Questions(data).answers().get(3).text())
        .contains("2 ns / 2.5 ms / 6 ns with the BQL and 2 ns / 1.5 µs / 6 ns without it");
  }

  @Test
  void question5And6_followTheDeadlocks() {
    assertThat(answer(5, dead("control-drain", "rival-in-drain")).text())
        .contains("violated in 1 of 1 cell (deadlock), in rival-in-drain");
    assertThat(answer(5, holds("control-drain", "rival-in-drain")).text())
        .contains("violated in 0 of 1 cell;");
    assertThat(
            answer(6, dead("control-drain", "appendix-a"), holds("gfree-rcu", "appendix-a")).text())
        .isEqualTo("It deadlocks in 1 of 2 cells of appendix-a; with control-drain.");
    assertThat(answer(6, holds("gfree-rcu", "appendix-a")).text()).endsWith("with none.");
  }

  @Test
  void question7_comparesCellByCell() {
    Answer differs =
        answer(7, holds("control-drain", "vcpu-mmio"), dead("control-synchronize", "vcpu-mmio"));

    assertThat(differs.text()).contains("different promises in 1 of 1 cells");
    assertThat(differs.evidence())
        .extracting(Support::text)
        .containsExactly("drain breaks nothing, synchronize breaks NO_DEADLOCK: vcpu-mmio/in-tree");
    assertThat(
            answer(
                    7,
                    dead("control-drain", "appendix-a"),
                    dead("control-synchronize", "appendix-a"))
                .text())
        .contains("in 0 of 1 cells");
    assertThat(answer(7, dead("control-drain", "appendix-a")).answered()).isFalse();
  }

  @Test
  void question8And9_followTheirStrategies() {
    assertThat(
            answer(8, freed("gfree-rcu", "stack-listener"), holds("gfree-rcu", "wrapper-owner"))
                .text())
        .isEqualTo(
            "In its complete form gfree-rcu holds for a wrapper with two listeners"
                + " (wrapper-owner); it is violated for a stack frame (stack-listener):"
                + " use-after-free.");
    assertThat(answer(9, dead("bql-rcu-flavour", "appendix-a")).text())
        .contains("violated in 1 of 1 cell (deadlock), in appendix-a");
    assertThat(answer(9, holds("gfree-rcu", "appendix-a")).answered()).isFalse();
  }

  @Test
  void question10_followsSerialCallbacks() {
    Sample concurrent =
        holds("gfree-rcu", "sync-vs-clear")
            .promise(
                Promise.SERIAL_CALLBACKS,
                PromiseStatus.NOT_PROMISED_SEEN,
                Expectation.NOT_PROMISED);

    assertThat(answer(10, concurrent).text())
        .isEqualTo("They are called concurrently in 1 of 1 cell, by gfree-rcu; in sync-vs-clear.");
    assertThat(answer(10, holds("gfree-rcu", "sync-vs-clear")).answered()).isFalse();
  }

  @Test
  void question11_listsRefusals() {
    Sample refused =
        holds("migration-block", "guest-eject-during-migration")
            .verdict(Verdict.REFUSED, Verdict.REFUSED);

    assertThat(answer(11, refused, dead("migration-block", "switchover")).text())
        .isEqualTo(
            "migration-block refuses in 1 of 2 cells (guest-eject-during-migration) and is"
                + " violated in 1 of 2 cells (switchover).");
  }

  @Test
  void question12_readsTheIngredient() {
    assertThat(answer(12, dead("bql-rcu-flavour", "appendix-a").ingredients("wait-signal")).text())
        .contains("violated in 1 of 1 cell (deadlock)");
    assertThat(answer(12, dead("bql-rcu-flavour", "appendix-a")).answered()).isFalse();
  }

  @Test
  void question13_addsTheRecordingsUp() {
    WorkloadFacts facts =
        new WorkloadFacts(
            "w",
            "t",
            20,
            Map.of(),
            Map.of(
                WorkloadFacts.OVERLAPS, 2.0,
                WorkloadFacts.CLEARS, 1000.0,
                WorkloadFacts.UNREGISTER_DURING_MIGRATION, 7.0,
                WorkloadFacts.OVERLAP_NS, 1500.0));
    Answer answer = new Questions(data(List.of(), List.of(), List.of(facts))).answers().get(12);

    assertThat(answer.text())
        .isEqualTo(
            "In the recordings 2 of 1000 clears overlap an unregistration; 7 unregistrations ran"
                + " during a migration.");
    assertThat(answer.evidence())
        .extracting(Support::text)
        .containsExactly("w: 2 overlaps, 1.5 µs together, in 20 s");
  }

  @Test
  void question14_countsSeverities() {
    assertThat(
            answer(
                    14,
                    freed("control-unfixed", "clear-vs-unregister"),
                    holds("control-unfixed", "appendix-a"),
                    dead("notifier-lock", "lock-order"))
                .text())
        .isEqualTo(
            "QEMU as it is (control-unfixed) is violated in 1 of 2 cells, in clear-vs-unregister;"
                + " broken promises by severity: 1 crash. Complete fixes violated somewhere:"
                + " notifier-lock.");
    assertThat(answer(14, holds("control-unfixed", "appendix-a")).text())
        .contains("violated in 0 of 1 cell; broken promises by severity: none.");
  }
}
