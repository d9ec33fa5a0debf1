package dev.quiesce.harness.result;

import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.api.strategy.StrategyDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A scenario as the plan and the report see it; bound into a Guice set, in the order of lists. */
public interface ScenarioInfo {
  /** Stable, lower case with dashes. */
  String id();

  /** One line. */
  String title();

  /** Ids of the variants, at least one, in a stable order. */
  List<String> variants();

  /** Ids of larger variants, which are explored only when they are asked for by name. */
  default List<String> scaleVariants() {
    return List.of();
  }

  /** The variant whose declared limits {@code variant} shares: itself, but for larger ones. */
  default String declaredLike(String variant) {
    return variant;
  }

  /** The RCU models its cells are explored over. */
  default List<RcuModel> rcuModels() {
    return List.of(RcuModel.SPEC);
  }

  /** Why the scenario asks nothing of that strategy with those ingredients, if so. */
  default Optional<String> notApplicable(
      StrategyDescriptor strategy, Set<Ingredient> ingredients, String variant) {
    return Optional.empty();
  }
}
