package dev.quiesce.harness.check;

import static dev.quiesce.harness.check.Story.MAIN;
import static dev.quiesce.harness.check.Story.MIGRATION;
import static dev.quiesce.harness.check.Story.VCPU;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.seam.MarkerKind;
import org.junit.jupiter.api.Test;

/** Vacuity: whether the two operations of a scenario met at all. */
final class OverlapTest {
  private final Story story = new Story();

  @Test
  void overlap_ofOperationsOneAfterTheOther_isNone() {
    story.registered().walkBegins(MIGRATION).clears(MIGRATION).walkEnds(MIGRATION).unregistered();
    assertThat(story.monitor.overlapped()).isFalse();
  }

  @Test
  void overlap_ofAWalkWithUnregister_isOneEitherWay() {
    Story walkFirst = new Story().registered().walkBegins(MIGRATION).unregisterCalled(MAIN);
    Story writerFirst = new Story().registered().unregisterCalled(MAIN).walkBegins(MIGRATION);
    assertThat(walkFirst.monitor.overlapped()).isTrue();
    assertThat(writerFirst.monitor.overlapped()).isTrue();
  }

  @Test
  void overlap_ofTwoWalks_countsOnlyWhereWalksAreTheSubject() {
    assertThat(story.walkBegins(MIGRATION).walkBegins(VCPU).monitor.overlapped()).isFalse();
    Story walks = new Story();
    walks.monitor.walksAreTheSubject();
    assertThat(walks.walkBegins(MIGRATION).walkBegins(VCPU).monitor.overlapped()).isTrue();
  }

  @Test
  void overlap_ofAWaitForAWriter_isOne() {
    story.registered().unregisterCalled(MAIN).blocks(MIGRATION, MAIN);
    assertThat(story.monitor.overlapped()).isTrue();
  }

  @Test
  void overlap_ofAWaitForNobodyKnown_isNone() {
    story.registered().unregisterCalled(MAIN).blocks(MIGRATION, null);
    assertThat(story.monitor.overlapped()).isFalse();
  }

  @Test
  void overlap_ofARefusalDuringMigration_isOne() {
    story.registered().mark(MIGRATION, MarkerKind.MIGRATION_STARTED);
    story.unregisterCalled(MAIN).unregisterRefused(MAIN);
    assertThat(story.monitor.overlapped()).isTrue();
  }

  @Test
  void overlap_ofADeadlock_isOne() {
    assertThat(story.deadlocks(MAIN).monitor.overlapped()).isTrue();
  }

  @Test
  void overlap_ofARegistrationWithAWalk_isOne() {
    assertThat(story.walkBegins(MIGRATION).registerCalled(MAIN).monitor.overlapped()).isTrue();
  }

  @Test
  void overlap_afterARegistrationHasReturned_isNone() {
    story.registerCalled(MAIN).registerReturned(MAIN).walkBegins(MIGRATION);
    assertThat(story.monitor.overlapped()).isFalse();
  }

  @Test
  void overlap_afterARegistrationWasRefused_isNone() {
    story.registerCalled(MAIN).registerRefused(MAIN).walkBegins(MIGRATION);
    assertThat(story.monitor.overlapped()).isFalse();
  }

  @Test
  void overlap_ofWalksOneAfterTheOther_isNoneEvenIfWalksAreTheSubject() {
    story.monitor.walksAreTheSubject();
    story.walkBegins(MIGRATION).walkEnds(MIGRATION).walkBegins(VCPU);
    assertThat(story.monitor.overlapped()).isFalse();
  }

  @Test
  void overlap_ofAWaitForAReaderWhileSomebodyWrites_isOne() {
    story.registered().unregisterCalled(MAIN).blocks(MAIN, MIGRATION);
    assertThat(story.monitor.overlapped()).isTrue();
  }

  @Test
  void overlap_ofAWaitWhileNobodyWrites_isNone() {
    story.registered().blocks(MAIN, MIGRATION);
    assertThat(story.monitor.overlapped()).isFalse();
  }

  @Test
  void overlap_ofAWaitBesideAWalk_countsOnlyWhereWalksAreTheSubject() {
    assertThat(story.walkBegins(MIGRATION).blocks(VCPU, MIGRATION).monitor.overlapped()).isFalse();
    Story walks = new Story();
    walks.monitor.walksAreTheSubject();
    assertThat(walks.blocks(VCPU, MIGRATION).monitor.overlapped()).isFalse();
    assertThat(walks.walkBegins(MIGRATION).blocks(VCPU, MIGRATION).monitor.overlapped()).isTrue();
  }

  @Test
  void overlap_ofARefusalBesideAWalkOnly_isOne() {
    story.registered().unregisterCalled(MAIN).unregisterRefused(MAIN);
    assertThat(story.monitor.overlapped()).isFalse();
    Story beside = new Story().registered().walkBegins(MIGRATION);
    assertThat(beside.unregisterCalled(MAIN).unregisterRefused(MAIN).monitor.overlapped()).isTrue();
  }
}
