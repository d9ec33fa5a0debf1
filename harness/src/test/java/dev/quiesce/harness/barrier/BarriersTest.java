package dev.quiesce.harness.barrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The choice of a flavour at start. */
class BarriersTest {
  @Test
  void auto_hereOrElsewhere_isMembarrierOrSaysWhyNot() {
    Barriers chosen = Barriers.of("auto");

    assertThat(chosen.barrier().expedited()).isEqualTo(chosen.warning().isEmpty());
  }

  @Test
  void heavySide_ofTheChosenBarrier_returns() {
    assertThatCode(() -> Barriers.of("auto").barrier().heavy("test")).doesNotThrowAnyException();
  }

  @Test
  void fenced_asAsked_isFencedWithoutAWarning() {
    Barriers chosen = Barriers.of("fenced");

    assertThat(chosen.barrier().flavour()).isEqualTo("fenced");
    assertThat(chosen.warning()).isEmpty();
  }

  @Test
  void unknownFlavour_always_namesTheKnownOnes() {
    assertThatThrownBy(() -> Barriers.of("mb"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use auto, membarrier or fenced");
  }

  @Test
  void membarrier_onAnotherSystem_isRefusedWithTheReason() {
    assertThatThrownBy(() -> Membarrier.syscallNumber("Mac OS X", "aarch64"))
        .hasMessageContaining("this is Mac OS X");
    assertThatThrownBy(() -> Membarrier.syscallNumber("Linux", "s390x"))
        .hasMessageContaining("no known number on s390x");
  }
}
