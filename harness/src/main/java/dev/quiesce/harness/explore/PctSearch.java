package dev.quiesce.harness.explore;

import java.util.SplittableRandom;

/**
 * Random schedules that find a bug of depth {@code d} with a known probability: actors run by
 * random priorities, and at {@code d - 1} random steps the running one drops to the lowest. For
 * what the systematic search has no time to reach.
 *
 * <p>Source: Burckhardt, Kothari, Musuvathi, Nagarakatti, "A randomized scheduler with
 * probabilistic guarantees of finding bugs", ASPLOS 2010.
 */
final class PctSearch implements Search {
  private static final int DEPTH = 3;

  private final SplittableRandom random;
  private final int[] priorities = new int[Integer.SIZE];
  private final int[] changes = new int[DEPTH - 1];
  private int length;

  /**
   * A search from a seed.
   *
   * @param length how many steps an execution is expected to take
   */
  PctSearch(long seed, int length) {
    this.random = new SplittableRandom(seed);
    this.length = Math.max(1, length);
    draw();
  }

  private void draw() {
    for (int i = 0; i < priorities.length; i++) {
      priorities[i] = DEPTH + random.nextInt(Integer.MAX_VALUE - DEPTH);
    }
    for (int i = 0; i < changes.length; i++) {
      changes[i] = random.nextInt(length);
    }
  }

  @Override
  public int choose(Execution execution) {
    int depth = execution.steps();
    for (int i = 0; i < changes.length; i++) {
      if (changes[i] == depth && execution.last() >= 0) {
        priorities[execution.last()] = i;
      }
    }
    int best = -1;
    for (int rest = execution.enabled(); rest != 0; rest &= rest - 1) {
      int actor = Integer.numberOfTrailingZeros(rest);
      if (best < 0 || priorities[actor] > priorities[best]) {
        best = actor;
      }
    }
    return best;
  }

  @Override
  public boolean advance(Execution execution) {
    length = Math.max(length, execution.steps());
    draw();
    return true;
  }

  @Override
  public String bound() {
    return "pct";
  }
}
