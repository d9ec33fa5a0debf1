package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.quiesce.api.strategy.Form;
import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.Role;
import dev.quiesce.api.strategy.StrategyDescriptor;
import java.util.List;

/**
 * What a cell is about.
 *
 * @param strategy the strategy's id
 * @param role fix or control
 * @param form {@code complete}, {@code as-proposed}, another declared name, or {@code subset}
 * @param ingredients ids of what is switched on, sorted
 * @param scenario the scenario's id
 * @param variant the variant's id
 * @param memoryModel of the exploration
 * @param rcu of the exploration
 */
@JsonPropertyOrder({
  "strategy",
  "role",
  "form",
  "ingredients",
  "scenario",
  "variant",
  "memoryModel",
  "rcu"
})
public record CellKey(
    String strategy,
    Role role,
    String form,
    List<String> ingredients,
    String scenario,
    String variant,
    MemoryModel memoryModel,
    RcuModel rcu) {
  /** The form of a set of ingredients that the strategy does not name. */
  public static final String SUBSET = "subset";

  /** Whether a form's name is the one that is meant where none is named. */
  public static boolean isDefaultForm(String form) {
    return Form.COMPLETE.equals(form) || form.equals("as-is");
  }

  /** Sorts the ingredients. */
  public CellKey {
    ingredients = ingredients.stream().sorted().toList();
  }

  /** A cell of a form that the strategy declares. */
  public static CellKey of(
      StrategyDescriptor strategy,
      Form form,
      String scenario,
      String variant,
      MemoryModel memoryModel,
      RcuModel rcu) {
    List<String> ingredients = form.ingredients().stream().map(Ingredient::id).toList();
    return new CellKey(
        strategy.id(),
        strategy.role(),
        form.name(),
        ingredients,
        scenario,
        variant,
        memoryModel,
        rcu);
  }

  /** The same with the role that the catalogue knows. */
  public CellKey withRole(Role known) {
    return new CellKey(strategy, known, form, ingredients, scenario, variant, memoryModel, rcu);
  }

  /** The same cell under another memory model. */
  public CellKey withMemoryModel(MemoryModel other) {
    return new CellKey(strategy, role, form, ingredients, scenario, variant, other, rcu);
  }

  /** Short enough for a progress line, complete enough to find the cell. */
  public String display() {
    return strategy
        + (Form.COMPLETE.equals(form) || role == Role.CONTROL ? "" : "[" + form + "]")
        + " "
        + scenario
        + "/"
        + variant
        + (memoryModel == MemoryModel.TSO ? " tso" : "")
        + (rcu == RcuModel.FULL ? " full-rcu" : "");
  }
}
