package dev.quiesce.api.strategy;

import java.util.Set;

/**
 * One ingredient of a protocol, on or off. A protocol asks where the ingredient makes a difference
 * and not before, so that an ablation sees which ingredients an execution depends on.
 *
 * <p>Where nobody listens, the answer is a final field: a measuring process never loads the other
 * subclass, so that the call costs a field load.
 */
public abstract class Switch {
  private Switch() {}

  /** The switch of {@code ingredient} in a set that is not changed any more. */
  public static Switch of(Set<Ingredient> on, Ingredient ingredient) {
    return on instanceof AskedIngredients
        ? new Asked(on, ingredient)
        : new Fixed(on.contains(ingredient));
  }

  /** Whether the ingredient is on. */
  public abstract boolean on();

  private static final class Fixed extends Switch {
    private final boolean on;

    Fixed(boolean on) {
      this.on = on;
    }

    @Override
    public boolean on() {
      return on;
    }
  }

  private static final class Asked extends Switch {
    private final Set<Ingredient> set;
    private final Ingredient ingredient;

    Asked(Set<Ingredient> set, Ingredient ingredient) {
      this.set = set;
      this.ingredient = ingredient;
    }

    @Override
    public boolean on() {
      return set.contains(ingredient);
    }
  }
}
