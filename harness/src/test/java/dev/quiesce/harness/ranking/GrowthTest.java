package dev.quiesce.harness.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quiesce.harness.ranking.Growth.Law;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The law behind a few points. */
class GrowthTest {
  private static final double[] SIZES = {1, 16, 172, 1024, 4096};

  private static Growth growth(DoubleUnaryOperator cost) {
    return Growth.of(SIZES, Arrays.stream(SIZES).map(cost).toArray());
  }

  @Test
  void cost_thatHardlyChanges_isConstant() {
    assertThat(growth(n -> n > 100 ? 105 : 95).law()).isEqualTo(Law.CONSTANT);
  }

  @Test
  void cost_ofAWalk_isLinearWithItsBase() {
    Growth growth = growth(n -> 20 + 1.5 * n);

    assertThat(growth.law()).isEqualTo(Law.LINEAR);
    assertThat(growth.base()).isEqualTo(20, within(0.1));
    assertThat(growth.slope()).isEqualTo(1.5, within(0.01));
  }

  @Test
  void cost_ofAWalkWithSomeNoise_isLinear() {
    assertThat(growth(n -> (20 + 1.5 * n) * (n % 3 == 0 ? 0.93 : 1.06)).law())
        .isEqualTo(Law.LINEAR);
  }

  @Test
  void cost_ofPairs_isQuadratic() {
    assertThat(growth(n -> 5 + n * n).law()).isEqualTo(Law.QUADRATIC);
  }

  @Test
  void points_thatAreTooFew_areRefused() {
    assertThatThrownBy(() -> Growth.of(new double[] {1, 2, 3}, new double[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tell no growth");
  }

  @Test
  void cost_thatIsMissing_isRefused() {
    assertThatThrownBy(() -> growth(n -> n - 1)).hasMessageContaining("cost 0.0 at size 1.0");
  }
}
