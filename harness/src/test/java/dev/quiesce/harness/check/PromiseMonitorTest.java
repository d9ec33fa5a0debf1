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

/** For each promise a story that breaks exactly it, and stories that nearly do. */
final class PromiseMonitorTest {
  private final Story story = new Story();

  // NO_CALLBACK_AFTER_UNREGISTER

  @Test
  void callback_thatStartsAfterAPostponedUnregisterIsComplete_isLate() {
    story.registered().unregisterCalled(MAIN).unregisterPostponed(MAIN).unregisterCompleted(MAIN);
    breaks(
        story.clearEnters(MIGRATION),
        Promise.NO_CALLBACK_AFTER_UNREGISTER,
        ViolationKind.LATE_CALLBACK);
  }

  @Test
  void callback_betweenPostponingAndCompletion_isNotLate() {
    story.registered().unregisterCalled(MAIN).unregisterPostponed(MAIN);
    assertThat(story.clearEnters(MIGRATION).broken()).isEmpty();
  }

  @Test
  void callback_thatStartsAfterUnregister_isLate() {
    story.registered().unregistered();
    breaks(
        story.clears(MIGRATION), Promise.NO_CALLBACK_AFTER_UNREGISTER, ViolationKind.LATE_CALLBACK);
  }

  @Test
  void callback_thatStillRunsWhenUnregisterReturns_isLate() {
    story.registered().clearEnters(MIGRATION).unregistered();
    breaks(story, Promise.NO_CALLBACK_AFTER_UNREGISTER, ViolationKind.LATE_CALLBACK);
  }

  @Test
  void callback_thatHasDroppedTheBql_mayStillRun() {
    story.registered().clearEnters(VCPU).mark(VCPU, MarkerKind.BQL_RELEASED).unregistered();
    keeps(story, Promise.NO_CALLBACK_AFTER_UNREGISTER);
  }

  @Test
  void callback_whileAnotherThreadDropsTheBql_isStillLate() {
    story.registered().clearEnters(VCPU).mark(MAIN, MarkerKind.BQL_RELEASED).unregistered();
    breaks(story, Promise.NO_CALLBACK_AFTER_UNREGISTER, ViolationKind.LATE_CALLBACK);
  }

  @Test
  void callback_ofTheCallerItself_mayStillRun() {
    story.registered().clearEnters(MAIN).unregistered().clearLeaves(MAIN);
    keeps(story, Promise.NO_CALLBACK_AFTER_UNREGISTER);
  }

  @Test
  void callback_thatHasEnded_isNotLate() {
    keeps(
        story.registered().clears(MIGRATION).unregistered(), Promise.NO_CALLBACK_AFTER_UNREGISTER);
  }

  @Test
  void callback_afterRegisteringAgain_isNotLate() {
    story.registered().unregistered().registered().clears(MIGRATION);
    keeps(story, Promise.NO_CALLBACK_AFTER_UNREGISTER);
  }

  @Test
  void callback_afterARefusedRegistration_isAsLateAsBefore() {
    story.registered().unregistered().registerCalled(MAIN).registerRefused(MAIN);
    breaks(
        story.clears(MIGRATION), Promise.NO_CALLBACK_AFTER_UNREGISTER, ViolationKind.LATE_CALLBACK);
    assertThat(story.monitor.declined()).isTrue();
  }

  @Test
  void callback_afterTheFirstRegistrationWasRefused_isNotLate() {
    story.registerCalled(MAIN).registerRefused(MAIN).clears(MIGRATION);
    assertThat(story.broken()).isEmpty();
  }

  @Test
  void callback_afterTwoRefusedRegistrations_isAsLateAsBefore() {
    story.registered().unregistered();
    story.registerCalled(MAIN).registerRefused(MAIN).registerCalled(MAIN).registerRefused(MAIN);
    breaks(
        story.clears(MIGRATION), Promise.NO_CALLBACK_AFTER_UNREGISTER, ViolationKind.LATE_CALLBACK);
  }

  @Test
  void callback_afterARefusal_isNotLate() {
    story.registered().unregisterCalled(MAIN).unregisterRefused(MAIN).clears(MIGRATION);
    assertThat(story.broken()).isEmpty();
  }

  @Test
  void callback_afterUnregisterOfNothing_isNotLate() {
    story.unregisterCalled(MAIN).unregisterFoundNothing(MAIN).ends();
    assertThat(story.broken()).isEmpty();
    assertThat(story.exercised()).doesNotContain(Promise.NO_CALLBACK_AFTER_UNREGISTER);
  }

  // NO_CALLBACK_AFTER_REGION_DEL, NO_CALLBACK_BEFORE_REGION_ADD

  private Story regionDeleted() {
    return story
        .registered()
        .unregisterCalled(MAIN)
        .replayBegins(MAIN)
        .calls(MAIN, Callback.REGION_DEL, story.ram)
        .replayEnds(MAIN);
  }

  @Test
  void clear_afterRegionDel_breaksThePromise() {
    breaks(
        regionDeleted().clears(MIGRATION),
        Promise.NO_CALLBACK_AFTER_REGION_DEL,
        ViolationKind.CALLBACK_AFTER_REGION_DEL);
  }

  @Test
  void clear_thatRunsWhileRegionDelIsDelivered_breaksThePromise() {
    story.registered().unregisterCalled(MAIN).clearEnters(MIGRATION).replayBegins(MAIN);
    story.calls(MAIN, Callback.REGION_DEL, story.ram);
    assertThat(story.broken())
        .containsEntry(
            Promise.NO_CALLBACK_AFTER_REGION_DEL, ViolationKind.CALLBACK_AFTER_REGION_DEL);
  }

  @Test
  void clear_afterRegisteringAgain_mayFollow() {
    Story again = regionDeleted().unregisterReturned(MAIN).registered().clears(MIGRATION);
    keeps(again, Promise.NO_CALLBACK_AFTER_REGION_DEL);
  }

  @Test
  void clear_ofAnotherRegionWhileRegionDelIsDelivered_keepsThePromise() {
    story.registered().enters(MIGRATION, Callback.LOG_CLEAR, story.rom);
    story.unregisterCalled(MAIN).replayBegins(MAIN).calls(MAIN, Callback.REGION_DEL, story.ram);
    assertThat(story.broken()).doesNotContainKey(Promise.NO_CALLBACK_AFTER_REGION_DEL);
  }

  @Test
  void clear_ofAnotherRegion_mayFollow() {
    regionDeleted().calls(MIGRATION, Callback.LOG_CLEAR, story.rom);
    keeps(story, Promise.NO_CALLBACK_AFTER_REGION_DEL);
  }

  @Test
  void clear_afterADeletionByAMapCommit_isCountedApart() {
    story.registered().calls(MAIN, Callback.REGION_DEL, story.ram).clears(MIGRATION);
    assertThat(story.broken()).isEmpty();
    assertThat(story.exercised()).doesNotContain(Promise.NO_CALLBACK_AFTER_REGION_DEL);
  }

  @Test
  void clear_beforeRegionAdd_breaksThePromise() {
    story.registerCalled(MAIN);
    breaks(
        story.clears(MIGRATION),
        Promise.NO_CALLBACK_BEFORE_REGION_ADD,
        ViolationKind.CALLBACK_AFTER_REGION_DEL);
  }

  @Test
  void clear_whileItRegistersAgain_needsARegionAddOfThisRegistration() {
    story.registerCalled(MAIN).replayBegins(MAIN).calls(MAIN, Callback.REGION_ADD, story.ram);
    story.replayEnds(MAIN).registerReturned(MAIN).unregistered();
    story.registerCalled(MAIN).clears(MIGRATION);
    breaks(story, Promise.NO_CALLBACK_BEFORE_REGION_ADD, ViolationKind.CALLBACK_AFTER_REGION_DEL);
  }

  @Test
  void clear_afterRegionAdd_keepsThePromise() {
    story.registerCalled(MAIN).replayBegins(MAIN).calls(MAIN, Callback.REGION_ADD, story.ram);
    story.replayEnds(MAIN).clears(MIGRATION).registerReturned(MAIN);
    keeps(story, Promise.NO_CALLBACK_BEFORE_REGION_ADD);
  }

  // NO_OVERLAP_WITH_REPLAY, SERIAL_CALLBACKS

  @Test
  void callback_duringTheReplay_overlapsIt() {
    story.registered().unregisterCalled(MAIN).replayBegins(MAIN);
    breaks(
        story.clears(MIGRATION), Promise.NO_OVERLAP_WITH_REPLAY, ViolationKind.OVERLAP_WITH_REPLAY);
  }

  @Test
  void replay_thatBeginsInACallback_overlapsIt() {
    story.registered().clearEnters(MIGRATION).unregisterCalled(MAIN).replayBegins(MAIN);
    breaks(story, Promise.NO_OVERLAP_WITH_REPLAY, ViolationKind.OVERLAP_WITH_REPLAY);
  }

  @Test
  void replay_itsOwnCallbacks_areNoOverlap() {
    keeps(regionDeleted().unregisterReturned(MAIN), Promise.NO_OVERLAP_WITH_REPLAY);
  }

  @Test
  void callback_afterTheReplay_isNoOverlap() {
    story.registered().unregisterCalled(MAIN).replayBegins(MAIN).replayEnds(MAIN).clears(MIGRATION);
    keeps(story, Promise.NO_OVERLAP_WITH_REPLAY);
  }

  @Test
  void callbacks_onTwoThreads_areConcurrent() {
    story.registered().clearEnters(MIGRATION).clearEnters(VCPU);
    breaks(story, Promise.SERIAL_CALLBACKS, ViolationKind.CONCURRENT_CALLBACK);
  }

  @Test
  void callbacks_oneAfterTheOtherOrNested_areSerial() {
    story.registered().clears(MIGRATION).clearEnters(VCPU).clears(VCPU).clearLeaves(VCPU);
    keeps(story.clears(MIGRATION), Promise.SERIAL_CALLBACKS);
  }

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
