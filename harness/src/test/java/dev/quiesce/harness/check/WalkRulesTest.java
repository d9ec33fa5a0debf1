package dev.quiesce.harness.check;

import static dev.quiesce.harness.check.Story.MAIN;
import static dev.quiesce.harness.check.Story.MIGRATION;
import static dev.quiesce.harness.check.Story.breaks;
import static dev.quiesce.harness.check.Story.keeps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.memory.MemoryListener;
import dev.quiesce.api.seam.MarkerKind;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.ViolationKind;
import org.junit.jupiter.api.Test;

/** NO_LOST_CALLBACK of walks: a story that breaks it, and stories that nearly do. */
final class WalkRulesTest {
  private final Story story = new Story();

  @Test
  void walk_withoutARegisteredListener_losesItsCallback() {
    breaks(
        story.registered().walkBegins(MIGRATION).walkEnds(MIGRATION),
        Promise.NO_LOST_CALLBACK,
        ViolationKind.LOST_CALLBACK);
    assertThat(story.monitor.sightings().get(0).severity()).isEqualTo(Severity.BENIGN);
    assertThat(story.monitor.sightings().get(0).message()).contains("victim", "log_clear");
  }

  @Test
  void walk_thatLosesAChangeOfTheMap_isWorseThanOneThatLosesAClear() {
    story.registered().walkBegins(MAIN, Callback.REGION_ADD).walkEnds(MAIN);
    assertThat(story.monitor.sightings().get(0).severity()).isEqualTo(Severity.WRONG_DATA);
  }

  @Test
  void walk_thatVisitsTwice_breaksExactlyOnce() {
    breaks(
        story
            .registered()
            .walkBegins(MIGRATION)
            .clears(MIGRATION)
            .clears(MIGRATION)
            .walkEnds(MIGRATION),
        Promise.NO_LOST_CALLBACK,
        ViolationKind.LOST_CALLBACK);
    assertThat(story.monitor.sightings().get(0).message()).contains("called 2 times");
  }

  @Test
  void walk_thatVisitsOnce_keepsThePromise() {
    keeps(
        story.registered().walkBegins(MIGRATION).clears(MIGRATION).walkEnds(MIGRATION),
        Promise.NO_LOST_CALLBACK);
  }

  @Test
  void walk_ofAListenerWithoutThatCallback_needNotCallIt() {
    MemoryListener other = Story.listener("other");
    story.know(other, Callback.COMMIT);
    story.registered().walkBegins(MIGRATION).clears(MIGRATION).walkEnds(MIGRATION);
    keeps(story, Promise.NO_LOST_CALLBACK);
  }

  @Test
  void walk_overlappedByRegister_maySkipOrVisit() {
    story.walkBegins(MIGRATION).registered().walkEnds(MIGRATION);
    story.walkBegins(MIGRATION).unregisterCalled(MAIN).walkEnds(MIGRATION);
    keeps(story, Promise.NO_LOST_CALLBACK);
  }

  @Test
  void walk_overlappedByRegister_mayNotVisitTwice() {
    story.walkBegins(MIGRATION).registered().clears(MIGRATION).clears(MIGRATION);
    breaks(story.walkEnds(MIGRATION), Promise.NO_LOST_CALLBACK, ViolationKind.LOST_CALLBACK);
  }

  @Test
  void walk_overANewRegistration_countsItApart() {
    story.registered().walkBegins(MIGRATION).clears(MIGRATION);
    story.unregistered().registered().clears(MIGRATION);
    keeps(story.walkEnds(MIGRATION), Promise.NO_LOST_CALLBACK);
  }

  @Test
  void walk_whileUnregisterIsRefused_mustVisitAllTheSame() {
    story.registered().walkBegins(MIGRATION).unregisterCalled(MAIN).unregisterRefused(MAIN);
    breaks(story.walkEnds(MIGRATION), Promise.NO_LOST_CALLBACK, ViolationKind.LOST_CALLBACK);
  }

  @Test
  void walk_afterAPostponedUnregister_mayFindItGone() {
    story.registered().unregisterCalled(MAIN).unregisterPostponed(MAIN);
    keeps(story.walkBegins(MIGRATION).walkEnds(MIGRATION), Promise.NO_LOST_CALLBACK);
    assertThat(story.monitor.declined()).isTrue();
  }

  @Test
  void walk_thatNeverEnds_isNotJudged() {
    story.registered().walkBegins(MIGRATION).ends();
    assertThat(story.broken()).isEmpty();
    assertThat(story.exercised()).doesNotContain(Promise.NO_LOST_CALLBACK);
  }

  @Test
  void lookup_thatFails_isALostLookup() {
    breaks(
        story.mark(MAIN, MarkerKind.LOOKUP_FAILED),
        Promise.NO_LOST_CALLBACK,
        ViolationKind.LOST_LOOKUP);
  }

  @Test
  void walk_afterARefusedRegistration_needNotVisit() {
    story.registerCalled(MAIN).registerRefused(MAIN).walkBegins(MIGRATION).walkEnds(MIGRATION);
    keeps(story, Promise.NO_LOST_CALLBACK);
  }

  @Test
  void walk_againstThePriorities_isOutOfOrder() {
    breaks(
        priorities(Callback.LOG_CLEAR, 10, 0),
        Promise.NO_LOST_CALLBACK,
        ViolationKind.OUT_OF_ORDER);
    assertThat(story.monitor.sightings().get(0).message()).contains("priority 0", "priority 10");
  }

  @Test
  void walk_alongThePriorities_keepsThePromise() {
    keeps(priorities(Callback.LOG_CLEAR, 0, 10), Promise.NO_LOST_CALLBACK);
  }

  @Test
  void walk_ofEqualPriorities_hasNoOrder() {
    keeps(priorities(Callback.LOG_CLEAR, 5, 5), Promise.NO_LOST_CALLBACK);
  }

  @Test
  void reverseWalk_goesDownThePriorities() {
    keeps(priorities(Callback.REGION_DEL, 10, 0), Promise.NO_LOST_CALLBACK);
  }

  @Test
  void reverseWalk_upThePriorities_isOutOfOrder() {
    breaks(
        priorities(Callback.REGION_DEL, 0, 10),
        Promise.NO_LOST_CALLBACK,
        ViolationKind.OUT_OF_ORDER);
  }

  /** A walk that calls two listeners. */
  private Story priorities(Callback callback, int first, int second) {
    story.walkBegins(MIGRATION, callback);
    story.calls(MIGRATION, callback, story.ram, Story.listener("first", first));
    story.calls(MIGRATION, callback, story.ram, Story.listener("second", second));
    return story.walkEnds(MIGRATION);
  }
}
