package dev.quiesce.harness.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiesce.harness.explore.Litmus.Cell;
import dev.quiesce.harness.explore.Litmus.Log;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A padded counterexample shrinks to what is known to be the least, and still shows the same. */
@Tag("controlled")
final class MinimiserTest {
  private static final int BUDGET = 500;
  private static final String LOST = "lost";

  private final Explorer explorer = new Explorer();

  @AfterEach
  void close() {
    explorer.close();
  }

  /** Says in which step the update was lost. */
  private static final class LostUpdate extends Log {
    private int step;
    private int shown;

    @Override
    public void step(int number) {
      step = number;
    }

    @Override
    void say(String line) {
      super.say(line);
      if (line.equals(LOST) && shown == 0) {
        shown = step;
      }
    }
  }

  /**
   * Two increments of x in a read and a write each; one that writes what is there already has lost
   * the other's. A third task does something else.
   */
  private static Observer lostUpdate() {
    LostUpdate log = new LostUpdate();
    Cell x = new Cell();
    Cell y = new Cell();
    for (String name : new String[] {"a", "b"}) {
      Litmus.thread(
          name,
          () -> {
            int padding = y.get();
            int before = x.get();
            int alsoPadding = y.get();
            if (x.peek() != before) {
              log.say(LOST);
            }
            x.set(before + 1 + padding + alsoPadding);
          });
    }
    Litmus.thread(
        "idle",
        () -> {
          for (int i = 0; i < 5; i++) {
            y.set(0);
          }
        });
    return log;
  }

  private static int shownAt(Observer observer) {
    return ((LostUpdate) observer).shown;
  }

  private Schedule minimise(Schedule schedule, int budget) {
    return explorer.minimise(
        MinimiserTest::lostUpdate,
        MemorySemantics.SC,
        schedule,
        MinimiserTest::shownAt,
        budget,
        Litmus.MAX_STEPS);
  }

  /** A random schedule that loses an update. */
  private Schedule padded(long seed) {
    Schedule[] found = new Schedule[1];
    Random random = new Random(seed);
    while (found[0] == null) {
      ExplorationBudget sampled =
          new ExplorationBudget(-1, Long.MAX_VALUE, 400, random.nextLong(), Litmus.MAX_STEPS);
      explorer.explore(
          MinimiserTest::lostUpdate,
          MemorySemantics.SC,
          sampled,
          (observer, schedule) -> {
            int shown = shownAt(observer);
            if (shown > 0 && (found[0] == null || schedule.switches() > found[0].switches())) {
              found[0] = schedule.prefix(shown);
            }
          });
    }
    return found[0];
  }

  @Test
  void minimise_ofAPaddedSchedule_isTheKnownLeast() {
    // a: begins, reads y, x; b: begins, reads y, x, y, writes x, ...; a goes on.
    Schedule padded = new Schedule(new int[] {2, 0, 2, 0, 2, 0, 1, 2, 1, 2, 1, 1, 2, 1, 0});
    assertThat(shownAtOf(padded)).isEqualTo(padded.length());

    Schedule least = minimise(padded, BUDGET);

    assertThat(Arrays.stream(least.toString().split("\\D+")).filter(s -> !s.isEmpty()))
        .containsExactly("0", "0", "0", "1", "1", "1", "1", "1", "0");
    assertThat(shownAtOf(least)).isEqualTo(least.length());
  }

  @Test
  void minimise_ofAnySchedule_endsWithTwoSwitchesAndStillShowsIt() {
    long seed = Long.getLong("quiesce.seed", System.nanoTime());
    Schedule padded = padded(seed);
    Schedule least = minimise(padded, BUDGET);

    assertThat(least.switches()).as(padded + " -Dquiesce.seed=" + seed).isEqualTo(2);
    assertThat(least.length()).as(padded + " -Dquiesce.seed=" + seed).isEqualTo(9);
    assertThat(shownAtOf(least)).isEqualTo(least.length());
  }

  @Test
  void minimise_withTheSameBudget_isTheSame() {
    Schedule padded = new Schedule(new int[] {2, 0, 2, 0, 2, 0, 1, 2, 1, 2, 1, 1, 2, 1, 0});
    for (int budget : new int[] {1, 3, 7}) {
      assertThat(minimise(padded, budget)).isEqualTo(minimise(padded, budget));
    }
  }

  @Test
  void minimise_withoutABudget_changesNothing() {
    Schedule padded = new Schedule(new int[] {2, 0, 2, 0, 2, 0, 1, 2, 1, 2, 1, 1, 2, 1, 0});
    assertThat(minimise(padded, 0)).isEqualTo(padded);
  }

  private int shownAtOf(Schedule schedule) {
    return shownAt(
        explorer
            .explain(MinimiserTest::lostUpdate, MemorySemantics.SC, schedule, Litmus.MAX_STEPS)
            .observer());
  }
}
