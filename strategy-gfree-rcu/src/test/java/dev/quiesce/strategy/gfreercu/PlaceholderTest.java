package dev.quiesce.strategy.gfreercu;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Placeholder: delete it with the strategy's first real test. */
class PlaceholderTest {
  @Test
  void package_always_isNullMarked() {
    assertThat(getClass().getPackage().isAnnotationPresent(NullMarked.class)).isTrue();
  }
}
