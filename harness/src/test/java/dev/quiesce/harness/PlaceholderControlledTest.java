package dev.quiesce.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Placeholder: delete it with the module's first real test of this kind. */
@Tag("controlled")
class PlaceholderControlledTest {
  @Test
  void seam_inThisExecution_isControlled() {
    assertThat(System.getProperty("quiesce.seam")).isEqualTo("controlled");
  }
}
