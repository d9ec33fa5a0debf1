package dev.quiesce.api.seam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A controlled process without a controller: nothing of the seam works unseen. */
@Tag("controlled")
final class ControlledSeamTest {
  private static final class Thing extends SharedObject {}

  @Test
  void mode_ofThisProcess_isControlled() {
    assertThat(Seam.MODE).isEqualTo(SeamMode.CONTROLLED);
    assertThat(Seam.CONTROLLED).isTrue();
  }

  @Test
  void operation_onAThreadFromOutside_isRefusedByName() {
    String name = Thread.currentThread().getName();
    assertThatThrownBy(Thing::new)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("not started through it");
    assertThatThrownBy(() -> Seam.mutex("M")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Seam.event("E", false)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Seam.thread("T", false, () -> {}))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Seam.fullFence("test")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void sleep_inAControlledProcess_takesNoTime() {
    long start = System.nanoTime();
    Seam.sleep(3_600_000_000_000L);
    assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
  }
}
