package dev.quiesce.api.strategy;

import java.util.List;
import java.util.Set;

/**
 * A named set of ingredients with what it promises.
 *
 * @param name {@code complete}, {@code as-proposed}, or a subset's own name
 * @param ingredients what is switched on
 * @param promises what is promised beyond the required promises
 * @param limits declared violations of required or declared promises
 * @param refusals cells in which register or unregister is declined, or unregister postponed, as
 *     declared: promise LEGAL_DURING_MIGRATION
 */
public record Form(
    String name,
    Set<Ingredient> ingredients,
    Set<Promise> promises,
    List<Limit> limits,
    List<Limit> refusals) {
  /** The best that the idea can be made without becoming another idea. */
  public static final String COMPLETE = "complete";

  /** The mail's wording. */
  public static final String AS_PROPOSED = "as-proposed";

  /** Copies the collections. */
  public Form {
    ingredients = Set.copyOf(ingredients);
    promises = Set.copyOf(promises);
    limits = List.copyOf(limits);
    refusals = List.copyOf(refusals);
  }

  /** Whether some variant of that scenario is declared to break {@code promise}. */
  public boolean declares(Promise promise, String scenario) {
    return limits.stream()
        .anyMatch(limit -> limit.promise() == promise && limit.scenario().equals(scenario));
  }
}
