package dev.quiesce.api.strategy;

import java.util.List;
import java.util.Set;

/**
 * What a strategy declares an ablation to find. A set of ingredients is <em>sufficient</em> when it
 * is as good as the strategy's default form: in no cell does it break a required promise that the
 * default form does not declare as its limit there.
 *
 * @param asProposed whether the form {@link Form#AS_PROPOSED} is sufficient
 * @param minimal the sufficient sets no proper subset of which is sufficient
 */
public record Sufficiency(boolean asProposed, List<Set<Ingredient>> minimal) {
  /** Copies the sets. */
  public Sufficiency {
    minimal = minimal.stream().map(Set::copyOf).toList();
  }
}
