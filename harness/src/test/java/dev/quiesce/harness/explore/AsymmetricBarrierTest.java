package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.api.seam.AsymmetricBarrier;
import dev.quiesce.harness.explore.Litmus.Cell;
import dev.quiesce.harness.explore.Litmus.Log;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Store buffering across the asymmetric barrier, with x86's store buffers. */
@Tag("controlled")
final class AsymmetricBarrierTest {
  static Stream<AsymmetricBarrier> flavours() {
    return Stream.of(
        AsymmetricBarrier.fenced(),
        AsymmetricBarrier.membarrier(
            () -> {
              throw new AssertionError("a controlled process asks the kernel for nothing");
            }));
  }

  private static Program storeBuffering(AsymmetricBarrier barrier) {
    return () -> {
      Log log = new Log();
      Cell announced = new Cell();
      Cell unlinked = new Cell();
      Litmus.thread(
          "walker",
          () -> {
            Cell.VALUE.setRelease(announced, 1);
            barrier.light("light");
            log.say("walker=" + unlinked.get());
          });
      Litmus.thread(
          "updater",
          () -> {
            Cell.VALUE.setRelease(unlinked, 1);
            barrier.heavy("heavy");
            log.say("updater=" + Cell.VALUE.getAcquire(announced));
          });
      return log;
    };
  }

  private static Set<String> outcomes(AsymmetricBarrier barrier, Set<String> without) {
    return Litmus.outcomes(
        storeBuffering(barrier), new DporSearch(), new MemorySemantics(true, without));
  }

  @ParameterizedTest
  @MethodSource("flavours")
  void bothSides_withTheirBarrier_neverMissEachOther(AsymmetricBarrier barrier) {
    assertThat(outcomes(barrier, Set.of()))
        .hasSizeGreaterThan(1)
        .noneMatch(o -> o.contains("walker=0") && o.contains("updater=0"));
  }

  @ParameterizedTest
  @MethodSource("flavours")
  void bothSides_withoutTheHeavySide_missEachOther(AsymmetricBarrier barrier) {
    assertThat(outcomes(barrier, Set.of("heavy")))
        .anyMatch(o -> o.contains("walker=0") && o.contains("updater=0"));
  }
}
