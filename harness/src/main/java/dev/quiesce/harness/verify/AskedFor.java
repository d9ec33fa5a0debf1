package dev.quiesce.harness.verify;

import dev.quiesce.api.strategy.AskedIngredients;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.harness.explore.Observer;
import dev.quiesce.harness.explore.Program;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which ingredients a cell's executions asked for, in the last one and in all so far.
 *
 * <p>An outcome depends on nothing else of the set of ingredients: see {@link AskedIngredients}.
 * Used by one explorer, whose tasks run one at a time.
 */
final class AskedFor {
  private final Set<String> now = new TreeSet<>();
  private final Set<String> ever = new TreeSet<>();

  /** The set to hand to a strategy. */
  Set<Ingredient> listening(Collection<Ingredient> declared, Set<Ingredient> on) {
    return new AskedIngredients(
        declared,
        on,
        ingredient -> {
          if (now.add(ingredient.id())) {
            ever.add(ingredient.id());
          }
        });
  }

  /** The program, with each execution's questions apart. */
  Program separating(Program program) {
    return new Program() {
      @Override
      public Observer build() {
        now.clear();
        return program.build();
      }
    };
  }

  /** Ids, of the last execution. */
  Set<String> inLast() {
    return Set.copyOf(now);
  }

  /** Ids, of every execution. */
  Set<String> inAny() {
    return Set.copyOf(ever);
  }
}
