package dev.quiesce.api.strategy;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A set of ingredients that tells which of them it was asked for.
 *
 * <p>Invariant: whatever an answer of this set depends on has been told. Two subsets that agree on
 * everything that was asked for are therefore the same to whoever asked: this is what lets an
 * ablation share the result of one cell between subsets. A question that depends on the whole set
 * (its size, its elements) counts as one for every declared ingredient.
 *
 * <p>Thread-safe if the consumer is; never blocks.
 */
public final class AskedIngredients extends AbstractSet<Ingredient> {
  private final List<Ingredient> declared;
  private final Set<Ingredient> on;
  private final Consumer<Ingredient> asked;

  /**
   * A set.
   *
   * @param declared everything that can be switched
   * @param on its elements
   * @param asked is told every declared ingredient that is asked for, each time
   */
  public AskedIngredients(
      Collection<Ingredient> declared, Set<Ingredient> on, Consumer<Ingredient> asked) {
    this.declared = List.copyOf(declared);
    this.on = Set.copyOf(on);
    this.asked = asked;
  }

  @Override
  public boolean contains(Object element) {
    if (element instanceof Ingredient ingredient && declared.contains(ingredient)) {
      asked.accept(ingredient);
    }
    return on.contains(element);
  }

  @Override
  public Iterator<Ingredient> iterator() {
    declared.forEach(asked);
    return on.iterator();
  }

  @Override
  public int size() {
    declared.forEach(asked);
    return on.size();
  }
}
