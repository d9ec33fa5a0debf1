package dev.quiesce.harness.check;

import static dev.quiesce.harness.check.Story.MAIN;
import static dev.quiesce.harness.check.Story.MIGRATION;
import static dev.quiesce.harness.check.Story.VCPU;
import static dev.quiesce.harness.check.Story.breaks;
import static dev.quiesce.harness.check.Story.keeps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.heap.FaultKind;
import dev.quiesce.api.heap.MemoryFault;
import dev.quiesce.api.heap.Storage;
import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.api.sync.SelfDeadlock;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.ViolationKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For each other promise a story that breaks exactly it, and stories that nearly do. */
final class PromiseMonitorTest {
  private final Story story = new Story();

  // KEEPS_BQL

  @Test
  void unregister_thatReleasesTheBql_breaksThePromise() {
    story.registered().unregisterCalled(MAIN).mark(MAIN, MarkerKind.BQL_RELEASED);
    breaks(story.unregisterReturned(MAIN), Promise.KEEPS_BQL, ViolationKind.BQL_DROPPED);
  }

  @Test
  void unregister_whoseCallbackReleasesTheBql_keepsThePromise() {
    story.registered().unregisterCalled(MAIN).replayBegins(MAIN);
    story.enters(MAIN, Callback.REGION_DEL, story.ram).mark(MAIN, MarkerKind.BQL_RELEASED);
    story.mark(MAIN, MarkerKind.BQL_TAKEN).leaves(MAIN, Callback.REGION_DEL, story.ram);
    keeps(story.replayEnds(MAIN).unregisterReturned(MAIN), Promise.KEEPS_BQL);
  }

  @Test
  void unregister_inACallbackThatReleasesTheBql_breaksThePromise() {
    story.registered().enters(MAIN, Callback.REGION_ADD, story.ram).unregisterCalled(MAIN);
    breaks(story.mark(MAIN, MarkerKind.BQL_RELEASED), Promise.KEEPS_BQL, ViolationKind.BQL_DROPPED);
  }

  @Test
  void unregister_besideAThreadThatReleasesTheBql_keepsThePromise() {
    story.registered().unregisterCalled(MAIN).mark(VCPU, MarkerKind.BQL_RELEASED);
    story.unregisterReturned(MAIN).mark(MAIN, MarkerKind.BQL_RELEASED);
    keeps(story, Promise.KEEPS_BQL);
  }

  // READERS_NEVER_BLOCK

  @Test
  void walk_thatWaitsForAWriter_isABlockedReader() {
    story.registered().unregisterCalled(MAIN).walkBegins(MIGRATION).blocks(MIGRATION, MAIN);
    breaks(story, Promise.READERS_NEVER_BLOCK, ViolationKind.BLOCKED_READER);
  }

  @Test
  void walk_thatWaitsForACommit_isABlockedReader() {
    story.mark(MAIN, MarkerKind.COMMIT_BEGIN).walkBegins(MIGRATION).blocks(MIGRATION, MAIN);
    breaks(story, Promise.READERS_NEVER_BLOCK, ViolationKind.BLOCKED_READER);
  }

  @Test
  void walk_whoseCallbackWaits_isNot() {
    story.registered().walkBegins(MIGRATION).clearEnters(MIGRATION).unregisterCalled(MAIN);
    story.blocks(MIGRATION, MAIN).clearLeaves(MIGRATION).walkEnds(MIGRATION);
    keeps(story, Promise.READERS_NEVER_BLOCK);
  }

  @Test
  void walk_thatWaitsForAnotherWalk_isNot() {
    story.walkBegins(VCPU).walkBegins(MIGRATION).blocks(MIGRATION, VCPU);
    keeps(story, Promise.READERS_NEVER_BLOCK);
  }

  @Test
  void writer_thatWaitsForAWriter_isNot() {
    story.registered().unregisterCalled(MAIN).blocks(VCPU, MAIN);
    assertThat(story.broken()).isEmpty();
  }

  // BOUNDED_BACKLOG, FREED_EXACTLY_ONCE

  @Test
  void retired_moreThanDeclared_isABacklog() {
    Story bounded = new Story(1).retires(storage("a")).retires(storage("b"));
    breaks(bounded, Promise.BOUNDED_BACKLOG, ViolationKind.BACKLOG);
  }

  @Test
  void retired_oneAfterTheFreeOfTheOther_isNone() {
    Storage first = storage("a");
    Story bounded = new Story(1).releases(first).retires(first).frees(first);
    keeps(bounded.retires(storage("b")), Promise.BOUNDED_BACKLOG);
  }

  @Test
  void retired_withoutADeclaredBound_isNotCounted() {
    story.retires(storage("a")).retires(storage("b"));
    assertThat(story.exercised()).doesNotContain(Promise.BOUNDED_BACKLOG);
  }

  @Test
  void retired_oneWhereNoneIsDeclared_isABacklog() {
    Story none = new Story(0).retires(Storage.permanent("a"));
    breaks(none.releases(Storage.permanent("a")), Promise.BOUNDED_BACKLOG, ViolationKind.BACKLOG);
  }

  @Test
  void released_whereNoBacklogIsDeclared_doesNotExerciseIt() {
    Storage owner = Storage.permanent("a");
    story.releases(owner).frees(owner);
    assertThat(story.exercised()).doesNotContain(Promise.BOUNDED_BACKLOG);
    Story bounded = new Story(0).releases(owner).frees(owner);
    keeps(bounded, Promise.BOUNDED_BACKLOG);
  }

  @Test
  void released_andNeverFreed_isALeak() {
    breaks(story.releases(storage("a")).ends(), Promise.FREED_EXACTLY_ONCE, ViolationKind.LEAK);
  }

  @Test
  void released_andFreed_isNone() {
    Storage storage = storage("a");
    keeps(
        story.releases(storage).retires(storage).frees(storage).ends(), Promise.FREED_EXACTLY_ONCE);
  }

  @Test
  void released_inAnExecutionThatEndsEarly_isNoLeak() {
    story.releases(storage("a")).deadlocks(MAIN);
    assertThat(story.broken()).containsOnlyKeys(Promise.NO_DEADLOCK);
  }

  private static Storage storage(String name) {
    return Storage.permanent(name);
  }

  // faults

  @ParameterizedTest
  @CsvSource({
    "USE_AFTER_FREE, NO_USE_AFTER_FREE, USE_AFTER_FREE",
    "LOGICAL_USE_AFTER_FREE, NO_LOGICAL_USE_AFTER_FREE, LOGICAL_USE_AFTER_FREE",
    "NULL_DEREFERENCE, NO_LOGICAL_USE_AFTER_FREE, NULL_DEREFERENCE",
    "DOUBLE_FREE, FREED_EXACTLY_ONCE, DOUBLE_FREE",
  })
  void fault_ofEachKind_breaksItsPromise(FaultKind fault, Promise promise, ViolationKind kind) {
    breaks(story.faults(MIGRATION, new MemoryFault(fault, "report")), promise, kind);
    assertThat(story.monitor.sightings().get(0).severity()).isEqualTo(Severity.CRASH);
  }

  @Test
  void fault_ofTheHeap_isSeenWithItsReport() {
    story.faults(MIGRATION, new MemoryFault(FaultKind.DOUBLE_FREE, "freed twice, by main"));
    assertThat(story.monitor.sightings().get(0).message()).isEqualTo("freed twice, by main");
  }

  @Test
  void fault_ofAnUnlinkedListenerInAWalkOfLogClear_isNoCrashToday() {
    story
        .registered()
        .walkBegins(MIGRATION)
        .faults(MIGRATION, new MemoryFault(FaultKind.LOGICAL_USE_AFTER_FREE, "report"));
    assertThat(story.monitor.sightings().get(0).severity()).isEqualTo(Severity.CONTRACT);
  }

  @Test
  void race_ofAField_isReportedOnceAField() {
    story.races("A.next").races("A.next").races("B.root");
    assertThat(story.broken())
        .containsOnly(Map.entry(Promise.NO_DATA_RACE, ViolationKind.DATA_RACE));
    assertThat(story.monitor.sightings())
        .extracting(Sighting::subject)
        .containsExactly("A.next", "B.root");
    assertThat(story.monitor.sightings().get(0).severity()).isEqualTo(Severity.CONTRACT);
  }

  @Test
  void race_afterAFault_isIgnored() {
    story.faults(MAIN, new MemoryFault(FaultKind.USE_AFTER_FREE, "report")).races("A.next");
    assertThat(story.broken()).containsOnlyKeys(Promise.NO_USE_AFTER_FREE);
  }

  @Test
  void field_thatTasksShare_exercisesNoDataRace() {
    assertThat(story.exercised()).doesNotContain(Promise.NO_DATA_RACE);
    story.monitor.shared();
    keeps(story, Promise.NO_DATA_RACE);
  }

  @Test
  void fault_first_endsTheJudgement() {
    story.registered().faults(MIGRATION, new MemoryFault(FaultKind.USE_AFTER_FREE, "report"));
    story.unregistered().clears(MIGRATION);
    story.faults(MAIN, new MemoryFault(FaultKind.DOUBLE_FREE, "later"));
    assertThat(story.broken()).containsOnlyKeys(Promise.NO_USE_AFTER_FREE);
  }

  @Test
  void fault_ofTheSubject_isNoVerdict() {
    IllegalStateException broken = new IllegalStateException("on purpose");
    story.faults(MAIN, broken);
    assertThat(story.monitor.error()).isSameAs(broken);
    assertThat(story.broken()).isEmpty();
  }

  @Test
  void selfDeadlock_inSectionAndCallback_breaksWhatSpeaksOfThem() {
    story
        .registered()
        .mark(MAIN, MarkerKind.SECTION_ENTER)
        .clearEnters(MAIN)
        .unregisterCalled(MAIN);
    story.faults(MAIN, new SelfDeadlock("waits for itself"));
    assertThat(story.broken())
        .containsOnly(
            Map.entry(Promise.NO_DEADLOCK, ViolationKind.SELF_DEADLOCK),
            Map.entry(Promise.LEGAL_IN_READ_SECTION, ViolationKind.DEADLOCK),
            Map.entry(Promise.LEGAL_IN_CALLBACK, ViolationKind.DEADLOCK));
  }

  @Test
  void deadlock_outsideSectionsAndCallbacks_breaksOnlyItself() {
    story.registered().unregisterCalled(MAIN).deadlocks(MAIN, MIGRATION);
    breaks(story, Promise.NO_DEADLOCK, ViolationKind.DEADLOCK);
    assertThat(story.monitor.sightings().get(0).severity()).isEqualTo(Severity.HANG);
  }

  @Test
  void deadlock_afterTheSectionWasLeft_breaksOnlyItself() {
    story.registered().mark(MAIN, MarkerKind.SECTION_ENTER).mark(MAIN, MarkerKind.SECTION_LEAVE);
    breaks(
        story.unregisterCalled(MAIN).deadlocks(MAIN), Promise.NO_DEADLOCK, ViolationKind.DEADLOCK);
  }

  @Test
  void livelock_always_breaksNoDeadlock() {
    story.monitor.livelock(5_000);
    breaks(story, Promise.NO_DEADLOCK, ViolationKind.LIVELOCK);
  }

  // LEGAL_*

  @Test
  void unregister_refusedDuringMigration_isUndeclaredUnlessDeclared() {
    story.registered().mark(MIGRATION, MarkerKind.MIGRATION_STARTED);
    story.unregisterCalled(MAIN).unregisterRefused(MAIN);
    breaks(story, Promise.LEGAL_DURING_MIGRATION, ViolationKind.UNDECLARED_REFUSAL);
    assertThat(story.monitor.declined()).isTrue();
  }

  @Test
  void unregister_postponedDuringMigration_isTheSame() {
    story.registered().mark(MIGRATION, MarkerKind.MIGRATION_STARTED);
    story.unregisterCalled(MAIN).unregisterPostponed(MAIN);
    breaks(story, Promise.LEGAL_DURING_MIGRATION, ViolationKind.UNDECLARED_REFUSAL);
  }

  @Test
  void unregister_refusedAfterTheMigration_isDeclinedOnly() {
    story.registered().mark(MIGRATION, MarkerKind.MIGRATION_STARTED);
    story
        .mark(MIGRATION, MarkerKind.MIGRATION_ENDED)
        .unregisterCalled(MAIN)
        .unregisterRefused(MAIN);
    assertThat(story.broken()).isEmpty();
    assertThat(story.monitor.declined()).isTrue();
  }

  @Test
  void unregister_inSectionCallbackAndMigration_exercisesAllThree() {
    story.registered().mark(MIGRATION, MarkerKind.MIGRATION_STARTED);
    story.mark(MAIN, MarkerKind.SECTION_ENTER).clearEnters(MAIN).unregistered();
    assertThat(story.exercised())
        .contains(
            Promise.LEGAL_IN_READ_SECTION,
            Promise.LEGAL_IN_CALLBACK,
            Promise.LEGAL_DURING_MIGRATION);
  }

  @Test
  void unregister_besideAWalk_exercisesWhatFreedMemoryBreaks() {
    story.registered().walkBegins(MIGRATION).unregisterCalled(MAIN);
    assertThat(story.exercised())
        .contains(Promise.NO_USE_AFTER_FREE, Promise.NO_LOGICAL_USE_AFTER_FREE, Promise.KEEPS_BQL);
  }

  @Test
  void free_besideAWalk_exercisesUseAfterFreeAndAloneDoesNot() {
    Storage owner = Storage.permanent("a");
    assertThat(new Story().walkBegins(MIGRATION).frees(owner).exercised())
        .contains(Promise.NO_USE_AFTER_FREE);
    assertThat(new Story().frees(owner).exercised()).doesNotContain(Promise.NO_USE_AFTER_FREE);
  }

  @Test
  void unregister_outsideThem_exercisesNone() {
    story.mark(VCPU, MarkerKind.SECTION_ENTER).registered().unregistered();
    assertThat(story.exercised())
        .doesNotContain(
            Promise.LEGAL_IN_READ_SECTION,
            Promise.LEGAL_IN_CALLBACK,
            Promise.LEGAL_DURING_MIGRATION);
  }
}
