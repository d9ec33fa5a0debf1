package dev.quiesce.api.strategy;

import java.util.List;

/**
 * A violation that a strategy declares: an exhausted cell must show it.
 *
 * @param promise what is broken
 * @param scenario the scenario's id
 * @param variant the variant's id, or {@code *} for every variant
 * @param reason why, in one sentence
 */
public record Limit(Promise promise, String scenario, String variant, String reason) {
  /** The same limit in several variants of a scenario. */
  public static List<Limit> inVariants(
      Promise promise, String scenario, List<String> variants, String reason) {
    return variants.stream().map(variant -> new Limit(promise, scenario, variant, reason)).toList();
  }

  /** Whether the limit speaks of that cell. */
  public boolean covers(String scenarioId, String variantId) {
    return scenario.equals(scenarioId) && (variant.equals("*") || variant.equals(variantId));
  }
}
