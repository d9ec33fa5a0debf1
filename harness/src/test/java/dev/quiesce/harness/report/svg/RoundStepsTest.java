package dev.quiesce.harness.report.svg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundStepsTest {
  @ParameterizedTest
  @CsvSource({"20.3,5,5,5", "26092,5,10000,10000", "0.07,5,0.02,0.02", "10,10,1,1", "1,5,0.2,0.2"})
  void step_ofASpan_isRound(double span, int atMost, double step, String text) {
    assertThat(RoundSteps.step(span, atMost)).isCloseTo(step, within(1e-9));
    assertThat(RoundSteps.text(step, step)).isEqualTo(text);
  }
}
