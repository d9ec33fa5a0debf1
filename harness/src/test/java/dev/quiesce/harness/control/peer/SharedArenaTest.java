package dev.quiesce.harness.control.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The arena of a measured owner is the JDK's where the JDK has one. */
class SharedArenaTest {
  @Test
  @EnabledForJreRange(min = JRE.JAVA_22)
  void close_aSecondTime_isRefusedByTheJdk() {
    assertThat(SharedArena.isThere()).isTrue();
    SharedArena arena = SharedArena.open();
    arena.close();
    assertThatThrownBy(arena::close)
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("Already closed");
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_21)
  void close_withoutArenas_doesNothing() {
    assertThat(SharedArena.isThere()).isFalse();
    SharedArena arena = SharedArena.open();
    assertThatCode(arena::close).doesNotThrowAnyException();
  }
}
