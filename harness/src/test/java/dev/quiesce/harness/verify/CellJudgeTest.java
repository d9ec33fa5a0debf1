package dev.quiesce.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.heap.FaultKind;
import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.seam.Marker;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Limit;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.catalogue.Expectations;
import dev.quiesce.harness.check.NoCallbacks;
import dev.quiesce.harness.check.PromiseMonitor;
import dev.quiesce.harness.explore.Schedule;
import dev.quiesce.harness.explore.TaskInfo;
import dev.quiesce.harness.result.PromiseStatus;
import dev.quiesce.harness.result.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CellJudgeTest {
  private static final TaskInfo MAIN = new TaskInfo(0, "main");
  private static final Form FORM =
      new Form(
          Form.COMPLETE,
          Set.of(),
          Set.of(Promise.KEEPS_BQL, Promise.ANY_OWNER),
          List.of(new Limit(Promise.NO_DEADLOCK, "limited", "*", "as declared")),
          List.of());

  private static CellJudge judge(String scenario) {
    return new CellJudge(scenario, Expectations.of(FORM, scenario, "default"));
  }

  private static PromiseMonitor monitor() {
    PromiseMonitor monitor = new PromiseMonitor(-1);
    monitor.step(3);
    return monitor;
  }

  private static PromiseMonitor useAfterFree() {
    PromiseMonitor monitor = monitor();
    monitor.fault(MAIN, new MemoryFault(FaultKind.USE_AFTER_FREE, "report"));
    return monitor;
  }

  private static Schedule schedule(int... choices) {
    return new Schedule(choices);
  }

  @Test
  void verdict_whenNothingIsBroken_holds() {
    CellJudge judge = judge("lock-order");
    judge.visit(monitor(), schedule(0, 0, 0));
    assertThat(judge.verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(judge.vacuous()).isTrue();
    assertThat(judge.statuses(true))
        .containsOnlyKeys(Promise.values())
        .containsEntry(Promise.NO_DEADLOCK, PromiseStatus.HOLDS)
        .containsEntry(Promise.KEEPS_BQL, PromiseStatus.NOT_EXERCISED)
        .containsEntry(Promise.ANY_OWNER, PromiseStatus.NOT_EXERCISED);
  }

  @Test
  void verdict_whenARequiredPromiseIsBrokenOnce_isViolated() {
    CellJudge judge = judge("lock-order");
    judge.visit(monitor(), schedule(0, 0, 0));
    judge.visit(useAfterFree(), schedule(0, 1, 0, 1));
    judge.visit(monitor(), schedule(0, 0, 0));
    assertThat(judge.verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(judge.statuses(true))
        .containsEntry(Promise.NO_USE_AFTER_FREE, PromiseStatus.VIOLATED);
    assertThat(judge.evidence()).hasSize(1);
    assertThat(judge.evidence().get(0).schedule()).isEqualTo(schedule(0, 1, 0));
  }

  @Test
  void verdict_whenADeclaredLimitIsShown_isViolatedToo() {
    CellJudge judge = judge("limited");
    PromiseMonitor monitor = monitor();
    monitor.livelock(3);
    judge.visit(monitor, schedule(0, 0, 0));
    assertThat(judge.verdict()).isEqualTo(Verdict.VIOLATED);
  }

  @Test
  void verdict_whenOnlyANonPromiseIsSeen_holds() {
    CellJudge judge = judge("lock-order");
    PromiseMonitor monitor = monitor();
    monitor.marked(MAIN, new Marker(MarkerKind.MIGRATION_STARTED, null, null));
    MemoryListener listener =
        new MemoryListener(Storage.permanent("s"), "listener", 0, new NoCallbacks());
    monitor.marked(MAIN, new Marker(MarkerKind.UNREGISTER_CALLED, listener, null));
    monitor.marked(MAIN, new Marker(MarkerKind.UNREGISTER_REFUSED, listener, "closed"));
    judge.visit(monitor, schedule(0, 0, 0));
    assertThat(judge.statuses(true))
        .containsEntry(Promise.LEGAL_DURING_MIGRATION, PromiseStatus.NOT_PROMISED_SEEN)
        .containsEntry(Promise.NO_CALLBACK_BEFORE_REGION_ADD, PromiseStatus.NOT_EXERCISED)
        .containsEntry(Promise.KEEPS_BQL, PromiseStatus.HOLDS);
    assertThat(judge.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(judge.vacuous()).isFalse();
  }

  @Test
  void verdict_whenTheSubjectThrows_isUnknownWhateverElseWasSeen() {
    CellJudge judge = judge("lock-order");
    judge.visit(useAfterFree(), schedule(0, 0, 0));
    PromiseMonitor broken = monitor();
    IllegalStateException error = new IllegalStateException("on purpose");
    broken.fault(MAIN, error);
    judge.visit(broken, schedule(0, 0, 0));
    assertThat(judge.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judge.error()).isSameAs(error);
  }

  @Test
  void anyOwner_inAScenarioAboutOwners_isWhatItsRequiredPromisesAre() {
    CellJudge holds = judge("stack-listener");
    holds.visit(monitor(), schedule(0));
    assertThat(holds.statuses(true)).containsEntry(Promise.ANY_OWNER, PromiseStatus.HOLDS);
    CellJudge broken = judge("stack-listener");
    broken.visit(useAfterFree(), schedule(0, 0, 0));
    assertThat(broken.statuses(true)).containsEntry(Promise.ANY_OWNER, PromiseStatus.VIOLATED);
    assertThat(broken.evidence())
        .extracting(one -> one.sighting().promise())
        .containsExactlyInAnyOrder(Promise.NO_USE_AFTER_FREE, Promise.ANY_OWNER);
  }

  @Test
  void safeWithoutMigration_inItsScenario_isWhatItsRequiredPromisesAre() {
    CellJudge judge = judge("tlb-protect-code");
    judge.visit(useAfterFree(), schedule(0, 0, 0));
    assertThat(judge.statuses(true))
        .containsEntry(Promise.SAFE_WITHOUT_MIGRATION, PromiseStatus.NOT_PROMISED_SEEN);
    CellJudge elsewhere = judge("lock-order");
    elsewhere.visit(useAfterFree(), schedule(0, 0, 0));
    assertThat(elsewhere.statuses(true))
        .containsEntry(Promise.SAFE_WITHOUT_MIGRATION, PromiseStatus.NOT_EXERCISED);
  }

  @Test
  void evidence_ofSeveralSchedules_isTheOneWithFewestSwitchesThenSteps() {
    CellJudge judge = judge("lock-order");
    judge.visit(useAfterFree(), schedule(0, 1, 0));
    judge.visit(useAfterFree(), schedule(0, 0, 1));
    judge.visit(useAfterFree(), schedule(1, 0, 1));
    assertThat(judge.evidence().get(0).schedule()).isEqualTo(schedule(0, 0, 1));
  }

  @Test
  void evidence_ofEquallySimpleSchedules_isTheFirst() {
    CellJudge judge = judge("lock-order");
    judge.visit(useAfterFree(), schedule(0, 0, 1));
    judge.visit(useAfterFree(), schedule(1, 1, 0));
    assertThat(judge.evidence().get(0).schedule()).isEqualTo(schedule(0, 0, 1));
  }

  @Test
  void reported_whenNobodyPromisesIt_holdsOnlyIfNoScheduleIsLeft() {
    CellJudge judge = judge("lock-order");
    PromiseMonitor monitor = monitor();
    monitor.shared();
    judge.visit(monitor, schedule(0, 0, 0));
    assertThat(judge.statuses(true)).containsEntry(Promise.NO_DATA_RACE, PromiseStatus.HOLDS);
    assertThat(judge.statuses(false))
        .containsEntry(Promise.NO_DATA_RACE, PromiseStatus.NOT_PROMISED_UNSEEN);
  }

  @Test
  void notPromisedNorReported_whenNotSeenBroken_isNoPromiseKept() {
    CellJudge judge = judge("lock-order");
    PromiseMonitor monitor = monitor();
    MemoryListener listener =
        new MemoryListener(Storage.permanent("s"), "listener", 0, new NoCallbacks());
    monitor.marked(MAIN, new Marker(MarkerKind.REPLAY_BEGIN, listener, "register"));
    judge.visit(monitor, schedule(0, 0, 0));
    assertThat(judge.statuses(true))
        .containsEntry(Promise.NO_OVERLAP_WITH_REPLAY, PromiseStatus.NOT_PROMISED_UNSEEN);
  }

  @Test
  void note_ofACellWithoutRemarks_isEmptyAndOfAnErrorSaysIt() {
    CellJudge judge = judge("lock-order");
    judge.visit(monitor(), schedule(0, 0, 0));
    assertThat(judge.note()).isEmpty();
    PromiseMonitor broken = monitor();
    broken.fault(MAIN, new IllegalStateException("on purpose"));
    judge.visit(broken, schedule(0, 0, 0));
    assertThat(judge.note())
        .isEqualTo("the subject threw java.lang.IllegalStateException: on purpose");
  }

  @Test
  void note_ofLocksTakenBothWaysRound_namesTheCycle() {
    CellJudge judge = judge("lock-order");
    TaskInfo other = new TaskInfo(1, "other");
    PromiseMonitor monitor = monitor();
    nested(monitor, MAIN, "a", "b");
    nested(monitor, other, "b", "a");
    judge.visit(monitor, schedule(0, 0, 0));
    assertThat(judge.note()).startsWith("lock order: a -> b -> a: main holds a (step 3, ");
  }

  private static void nested(PromiseMonitor monitor, TaskInfo task, String outer, String inner) {
    monitor.acquiring(task, outer);
    monitor.acquired(task, outer);
    monitor.acquiring(task, inner);
    monitor.acquired(task, inner);
    monitor.releasing(task, inner);
    monitor.releasing(task, outer);
  }
}
