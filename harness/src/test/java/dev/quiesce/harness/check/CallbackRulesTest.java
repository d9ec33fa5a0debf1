package dev.quiesce.harness.check;

import static dev.quiesce.harness.check.Story.MAIN;
import static dev.quiesce.harness.check.Story.MIGRATION;
import static dev.quiesce.harness.check.Story.VCPU;
import static dev.quiesce.harness.check.Story.breaks;
import static dev.quiesce.harness.check.Story.keeps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.ViolationKind;
import org.junit.jupiter.api.Test;

/**
 * When a callback may run: for each promise about it a story that breaks it, and stories that
 * nearly do.
 */
final class CallbackRulesTest {
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
}
