package dev.quiesce.harness.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.result.Severity;
import dev.quiesce.harness.result.ViolationKind;
import org.junit.jupiter.api.Test;

/** What makes two sightings the same finding. */
final class SightingTest {
  private static final Sighting SIGHTING =
      sighting(Promise.NO_DATA_RACE, ViolationKind.DATA_RACE, "next");

  private static Sighting sighting(Promise promise, ViolationKind kind, String subject) {
    return new Sighting(promise, kind, subject, Severity.CRASH, "message", 7);
  }

  @Test
  void same_whateverTheMessageAndTheStep_isSame() {
    assertThat(
            SIGHTING.sameAs(
                new Sighting(
                    Promise.NO_DATA_RACE,
                    ViolationKind.DATA_RACE,
                    "next",
                    Severity.BENIGN,
                    "other",
                    9)))
        .isTrue();
  }

  @Test
  void same_ofAnotherPromiseKindOrSubject_isNot() {
    assertThat(
            SIGHTING.sameAs(sighting(Promise.NO_USE_AFTER_FREE, ViolationKind.DATA_RACE, "next")))
        .isFalse();
    assertThat(
            SIGHTING.sameAs(sighting(Promise.NO_DATA_RACE, ViolationKind.USE_AFTER_FREE, "next")))
        .isFalse();
    assertThat(SIGHTING.sameAs(sighting(Promise.NO_DATA_RACE, ViolationKind.DATA_RACE, "prev")))
        .isFalse();
  }

  @Test
  void derived_byARequiredPromiseOnly_isShown() {
    Sighting fault = sighting(Promise.NO_USE_AFTER_FREE, ViolationKind.USE_AFTER_FREE, "");
    Sighting late =
        sighting(Promise.NO_CALLBACK_AFTER_UNREGISTER, ViolationKind.USE_AFTER_FREE, "");
    for (Promise derived : new Promise[] {Promise.ANY_OWNER, Promise.SAFE_WITHOUT_MIGRATION}) {
      assertThat(fault.as(derived).sameAs(fault)).isTrue();
      assertThat(fault.as(derived).sameAs(late)).isFalse();
    }
    assertThat(fault.as(Promise.KEEPS_BQL).sameAs(fault)).isFalse();
  }
}
