package dev.quiesce.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Placeholder: delete it with the module's first real test of this kind. */
class PlaceholderTest {
  @Test
  void seam_inThisExecution_isChecked() {
    assertThat(System.getProperty("quiesce.seam")).isEqualTo("checked");
  }
}
