package dev.quiesce.harness.ablate;

import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.StrategyDescriptor;
import dev.quiesce.harness.result.UsageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The possible subsets of a strategy's ingredients, as bit masks: bit <i>n</i> is the <i>n</i>-th
 * declared ingredient. Immutable.
 */
public final class Lattice {
  /** More than so many ingredients make more subsets than can be listed. */
  private static final int MAX = 18;

  private final List<String> ids;
  private final List<Integer> exclusive;

  /**
   * The subsets of that strategy's ingredients.
   *
   * @throws UsageException if there are too many
   */
  public Lattice(StrategyDescriptor strategy) {
    this.ids = strategy.ingredients().stream().map(Ingredient::id).toList();
    if (ids.size() > MAX) {
      throw new UsageException(
          "strategy "
              + strategy.id()
              + " has "
              + ids.size()
              + " ingredients; an ablation takes at most "
              + MAX);
    }
    this.exclusive = strategy.exclusive().stream().map(this::maskOf).toList();
  }

  /** The mask of some ids. */
  public int mask(Collection<String> some) {
    int mask = 0;
    for (String id : some) {
      int bit = ids.indexOf(id);
      if (bit < 0) {
        throw new IllegalArgumentException("no ingredient " + id);
      }
      mask |= 1 << bit;
    }
    return mask;
  }

  /** The mask of some ingredients. */
  public int maskOf(Set<Ingredient> some) {
    return mask(some.stream().map(Ingredient::id).toList());
  }

  /** The ids of a mask, in declared order. */
  public List<String> ids(int mask) {
    List<String> some = new ArrayList<>();
    for (int bit = 0; bit < ids.size(); bit++) {
      if ((mask & (1 << bit)) != 0) {
        some.add(ids.get(bit));
      }
    }
    return some;
  }

  /** Every subset with at most one ingredient of each exclusive group, smaller ones first. */
  public List<Integer> subsets() {
    List<Integer> subsets = new ArrayList<>();
    for (int mask = 0; mask < (1 << ids.size()); mask++) {
      if (isPossible(mask)) {
        subsets.add(mask);
      }
    }
    subsets.sort(Comparator.comparingInt((Integer mask) -> Integer.bitCount(mask)));
    return subsets;
  }

  private boolean isPossible(int mask) {
    return exclusive.stream().allMatch(group -> Integer.bitCount(mask & group) <= 1);
  }

  /** Those without a proper subset among them, smaller ones first. */
  public static List<Integer> minimal(Collection<Integer> sufficient) {
    List<Integer> sorted = new ArrayList<>(sufficient);
    sorted.sort(Comparator.comparingInt((Integer mask) -> Integer.bitCount(mask)));
    List<Integer> minimal = new ArrayList<>();
    for (int mask : sorted) {
      if (minimal.stream().noneMatch(smaller -> (smaller & mask) == smaller)) {
        minimal.add(mask);
      }
    }
    return minimal;
  }
}
