package dev.quiesce.harness.impossible;

import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Promise;
import dev.quiesce.harness.catalogue.Expectations;
import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.CellJob;
import dev.quiesce.harness.result.CellKey;
import dev.quiesce.harness.result.MemoryModel;
import dev.quiesce.harness.result.RcuModel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a fix may do in a dilemma, and what comes of it.
 *
 * @param what it does, in a few words
 * @param ingredients of {@link ChoicePlugin} that do it
 * @param scenario where it is tried
 * @param variant the scenario's variant
 * @param breaks the promise that some schedule breaks; null if the choice is the way out, and no
 *     schedule that was explored breaks anything
 */
public record Choice(
    String what,
    Set<Ingredient> ingredients,
    String scenario,
    String variant,
    @Nullable Promise breaks) {
  /** Copies the set. */
  public Choice {
    ingredients = Set.copyOf(ingredients);
  }

  /** The cell that tries it. */
  public CellJob job(CellBudget budget, long seed) {
    Form form = new ChoicePlugin().descriptor().defaultForm();
    CellKey key =
        new CellKey(
            ChoicePlugin.ID,
            new ChoicePlugin().descriptor().role(),
            CellKey.SUBSET,
            ingredients.stream().map(Ingredient::id).toList(),
            scenario,
            variant,
            MemoryModel.SC,
            RcuModel.SPEC);
    return new CellJob(key, budget, seed, null, Expectations.of(form, scenario, variant));
  }
}
