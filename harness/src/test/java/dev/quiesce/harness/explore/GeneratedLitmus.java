package dev.quiesce.harness.explore;

import dev.quiesce.harness.explore.Litmus.Cell;
import dev.quiesce.harness.explore.RcuLitmus.Role;
import dev.quiesce.harness.explore.RcuLitmusTests.Case;
import dev.quiesce.harness.explore.RcuLitmusTests.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A litmus test made from a seed, with the verdict that the Linux kernel's memory model gives it
 * (tools/memory-model/Documentation/explanation.txt, "rcu-order"): a cycle of accesses in which
 * there are at least as many grace periods as read sections is forbidden.
 *
 * <p>The cycle: thread i has two accesses, of variable i and of variable i + 1, in one read
 * section, or on the two sides of grace periods. Two threads share each variable, by one of three
 * links: the second reads what the first wrote, overwrites what the first read, or overwrites what
 * the first wrote. Within a section the two accesses may stand in either order, for a grace period
 * cannot end inside.
 */
final class GeneratedLitmus {
  private static final int MAX_THREADS = 4;

  /** How the last access of a thread is linked to the first access of the next. */
  private enum Link {
    READS_WHAT_WAS_WRITTEN(true, false),
    OVERWRITES_WHAT_WAS_READ(false, true),
    OVERWRITES_WHAT_WAS_WRITTEN(true, true);

    final boolean from;
    final boolean to;

    /** Whether the access from which, and to which, it leads is a write. */
    Link(boolean from, boolean to) {
      this.from = from;
      this.to = to;
    }
  }

  private final Random random;
  private final List<Link> links = new ArrayList<>();
  private final List<String> outcome = new ArrayList<>();
  private final List<Integer> gracePeriods = new ArrayList<>();
  private final List<Boolean> swapped = new ArrayList<>();

  private GeneratedLitmus(long seed) {
    random = new Random(seed);
    int threads = 2 + random.nextInt(MAX_THREADS - 1);
    for (int i = 0; i < threads; i++) {
      links.add(Link.values()[random.nextInt(Link.values().length)]);
      // 0 is a read section; one of each kind at least.
      boolean section = i == 0 || (i > 1 && random.nextBoolean());
      gracePeriods.add(section ? 0 : 1 + random.nextInt(2));
      swapped.add(section && random.nextBoolean());
    }
    for (int i = 0; i < threads; i++) {
      outcome.add(
          switch (links.get(i)) {
            case READS_WHAT_WAS_WRITTEN -> "r" + next(i) + "=1";
            case OVERWRITES_WHAT_WAS_READ -> "s" + i + "=0";
            case OVERWRITES_WHAT_WAS_WRITTEN -> "v" + next(i) + "=2";
          });
    }
  }

  /** The test of that seed. */
  static Case ofSeed(long seed) {
    GeneratedLitmus made = new GeneratedLitmus(seed);
    Verdict verdict = made.sections() <= made.gracePeriods() ? Verdict.FORBIDDEN : Verdict.ALLOWED;
    return new Case(
        "seed " + seed + " " + made, verdict, String.join(" ", made.outcome), made::build);
  }

  private long sections() {
    return gracePeriods.stream().filter(count -> count == 0).count();
  }

  private int gracePeriods() {
    return gracePeriods.stream().mapToInt(Integer::intValue).sum();
  }

  private int next(int i) {
    return (i + 1) % links.size();
  }

  private void build(RcuLitmus litmus) {
    List<Cell> cells = List.of(litmus.a, litmus.b, litmus.c, litmus.x);
    for (int i = 0; i < links.size(); i++) {
      int thread = i;
      litmus.thread(p -> play(p, thread, cells));
    }
    for (int i = 0; i < links.size(); i++) {
      if (links.get(i) == Link.OVERWRITES_WHAT_WAS_WRITTEN) {
        litmus.last("v" + next(i), cells.get(next(i)));
      }
    }
  }

  private void play(Role p, int i, List<Cell> cells) {
    int before = (i + links.size() - 1) % links.size();
    Runnable first =
        () -> access(p, links.get(before).to, "r" + i, cells.get(i), links.get(before));
    Runnable second = () -> access(p, links.get(i).from, "s" + i, cells.get(next(i)), null);
    if (gracePeriods.get(i) > 0) {
      first.run();
      for (int k = 0; k < gracePeriods.get(i); k++) {
        p.synchronize();
      }
      second.run();
      return;
    }
    p.lock();
    (swapped.get(i) ? second : first).run();
    (swapped.get(i) ? first : second).run();
    p.unlock();
  }

  /** Who overwrites writes 2. */
  private static void access(
      Role p, boolean writes, String register, Cell cell, @Nullable Link into) {
    if (writes) {
      p.write(cell, into == Link.OVERWRITES_WHAT_WAS_WRITTEN ? 2 : 1);
    } else {
      p.read(register, cell);
    }
  }

  @Override
  public String toString() {
    return links + " grace periods " + gracePeriods + " swapped " + swapped;
  }
}
