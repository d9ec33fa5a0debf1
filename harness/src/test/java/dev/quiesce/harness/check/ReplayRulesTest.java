package dev.quiesce.harness.check;

import static dev.quiesce.harness.check.Story.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.memory.Callback;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.ViolationKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** NO_LOST_CALLBACK of registrations: what a listener was told of the map comes out even. */
final class ReplayRulesTest {
  private final Story story = new Story();

  ReplayRulesTest() {
    story.know(story.listener, Callback.REGION_ADD, Callback.REGION_DEL);
  }

  private Story registered() {
    story.registerCalled(MAIN).replayBegins(MAIN);
    return story
        .calls(MAIN, Callback.REGION_ADD, story.ram)
        .replayEnds(MAIN)
        .registerReturned(MAIN);
  }

  private Story unregistered() {
    story.unregisterCalled(MAIN).replayBegins(MAIN);
    return story
        .calls(MAIN, Callback.REGION_DEL, story.ram)
        .replayEnds(MAIN)
        .unregisterReturned(MAIN);
  }

  private void loses(String message) {
    assertThat(story.broken())
        .containsExactly(Map.entry(Promise.NO_LOST_CALLBACK, ViolationKind.LOST_CALLBACK));
    assertThat(story.monitor.sightings().get(0).message()).contains("victim", message);
    assertThat(story.monitor.sightings().get(0).severity()).isEqualTo(Severity.WRONG_DATA);
  }

  @Test
  void registration_thatAddsAndDeletesTheMap_isEven() {
    registered();
    unregistered();
    registered();
    unregistered();
    assertThat(story.broken()).isEmpty();
  }

  @Test
  void register_thatReturnsWithoutAReplay_losesTheMap() {
    story.registerCalled(MAIN).registerReturned(MAIN);
    loses("was not told of the map");
  }

  @Test
  void register_ofAListenerThatKeepsNoMap_needsNoReplay() {
    story.know(story.listener, Callback.COMMIT).registerCalled(MAIN).registerReturned(MAIN);
    assertThat(story.broken()).isEmpty();
  }

  @Test
  void unregister_thatReturnsWithoutAReplay_leavesTheMap() {
    registered();
    story.unregisterCalled(MAIN).unregisterReturned(MAIN);
    loses("was not told region_del of ram");
  }

  @Test
  void commit_thatAddsWhatTheReplayHasAdded_tellsTwice() {
    registered();
    story.calls(MAIN, Callback.REGION_ADD, story.ram);
    loses("told twice of region_add(ram)");
  }

  @Test
  void commit_thatDeletesWhatWasNeverAdded_tellsOfNothing() {
    registered();
    story.calls(MAIN, Callback.REGION_DEL, story.rom);
    loses("region_del(rom) without its region_add");
  }

  @Test
  void commit_betweenTheReplays_changesWhatUnregisterTakesAway() {
    registered();
    story.calls(MAIN, Callback.REGION_DEL, story.ram).calls(MAIN, Callback.REGION_ADD, story.rom);
    story.unregisterCalled(MAIN).replayBegins(MAIN).calls(MAIN, Callback.REGION_DEL, story.rom);
    story.replayEnds(MAIN).unregisterReturned(MAIN);
    assertThat(story.broken()).isEmpty();
  }

  @Test
  void postponedUnregister_isJudgedWhenItIsComplete() {
    registered();
    story.unregisterCalled(MAIN).unregisterPostponed(MAIN);
    assertThat(story.broken()).isEmpty();
    story.unregisterCompleted(MAIN);
    loses("was not told region_del of ram");
  }
}
