package dev.quiesce.harness.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** The lock against queueing theory, and its order. */
class SimulatedLockTest {
  private static final String WHO = "who";
  private static final double HOLD_NS = 1_000;
  private static final double END_NS = 2e9;

  private final Timeline timeline = new Timeline();
  private final SimulatedLock lock = new SimulatedLock(timeline);

  private void arrive(Draw draw, double perSecond) {
    timeline.after(
        draw.gapNs(perSecond),
        () -> {
          lock.hold(WHO, HOLD_NS, () -> {});
          arrive(draw, perSecond);
        });
  }

  @Test
  void waits_ofRandomArrivals_areThoseOfPollaczekAndKhinchine() {
    double load = 0.7;
    arrive(new Draw(new SplittableRandom(1)), load * 1e9 / HOLD_NS);
    timeline.runUntil(END_NS);

    // M/D/1: the mean wait is load / (2 (1 - load)) services.
    double known = HOLD_NS * load / (2 * (1 - load));
    assertThat(lock.waits(WHO).getMean()).isCloseTo(known, Percentage.withPercentage(3));
    assertThat(lock.utilisation()).isCloseTo(load, within(0.01));
  }

  @Test
  void acquire_whileHeld_isGrantedInTheOrderOfAsking() {
    List<String> order = new ArrayList<>();
    for (String who : List.of("first", "second", "third")) {
      lock.hold(who, HOLD_NS, () -> order.add(who));
    }
    timeline.runUntil(END_NS);

    assertThat(order).containsExactly("first", "second", "third");
    assertThat(lock.waits("third").getMaxValue()).isEqualTo((long) (2 * HOLD_NS));
  }

  @Test
  void waits_ofWhoNeverAsked_areNone() {
    assertThat(lock.waits("nobody").getTotalCount()).isZero();
  }
}
