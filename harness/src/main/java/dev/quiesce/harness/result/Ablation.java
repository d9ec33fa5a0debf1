package dev.quiesce.harness.result;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.quiesce.api.strategy.Ingredient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subsets of one strategy's ingredients.
 *
 * @param id the strategy's
 * @param ingredients ids of everything that can be switched
 * @param asProposed ids of the mail's form; empty if there is none
 * @param complete ids of the default form, which sets the goal
 * @param subsets every possible one; in a run directory those that are sufficient, undecided or
 *     named by a form
 * @param minimalSufficient the sufficient ones no proper subset of which is sufficient
 * @param asProposedVerdict of {@code asProposed}; null if there is none
 * @param asProposedReasons a violation of it in each cell where it is not enough, shortest first
 * @param harmful ids of ingredients that no sufficient subset has, although some subset is
 *     sufficient
 * @param necessities for each minimal sufficient set and each of its ingredients
 * @param tolerated limits of the default form in required promises: not held against any subset
 * @param details of the ingredients; {@code source} names the RFC patch
 * @param exclusive groups of which at most one is on
 * @param declared what the descriptor says; null if it says nothing, or if the scenarios were
 *     restricted
 * @param effort what it took
 * @param sentence the conclusion
 */
@JsonPropertyOrder({
  "id",
  "ingredients",
  "asProposed",
  "complete",
  "sentence",
  "minimalSufficient",
  "asProposedVerdict",
  "asProposedReasons",
  "harmful",
  "necessities",
  "tolerated",
  "details",
  "exclusive",
  "declared",
  "effort",
  "subsets"
})
public record Ablation(
    String id,
    List<String> ingredients,
    List<String> asProposed,
    List<String> complete,
    List<SubsetVerdict> subsets,
    List<List<String>> minimalSufficient,
    @Nullable Verdict asProposedVerdict,
    List<SubsetViolation> asProposedReasons,
    List<String> harmful,
    List<Necessity> necessities,
    List<Tolerance> tolerated,
    List<Ingredient> details,
    List<List<String>> exclusive,
    @Nullable Declared declared,
    Effort effort,
    String sentence) {
  /** Copies the lists. */
  public Ablation {
    ingredients = List.copyOf(ingredients);
    asProposed = List.copyOf(asProposed);
    complete = List.copyOf(complete);
    subsets = List.copyOf(subsets);
    minimalSufficient = minimalSufficient.stream().map(List::copyOf).toList();
    asProposedReasons = List.copyOf(asProposedReasons);
    harmful = List.copyOf(harmful);
    necessities = List.copyOf(necessities);
    tolerated = List.copyOf(tolerated);
    details = List.copyOf(details);
    exclusive = exclusive.stream().map(List::copyOf).toList();
  }

  /** The same without the violated subsets that no form names: they are thousands. */
  public Ablation abridged() {
    return new Ablation(
        id,
        ingredients,
        asProposed,
        complete,
        subsets.stream().filter(one -> one.verdict() != Verdict.VIOLATED || isNamed(one)).toList(),
        minimalSufficient,
        asProposedVerdict,
        asProposedReasons,
        harmful,
        necessities,
        tolerated,
        details,
        exclusive,
        declared,
        effort,
        sentence);
  }

  private boolean isNamed(SubsetVerdict subset) {
    return subset.on().equals(asProposed) || subset.on().equals(complete);
  }

  /**
   * A limit of the default form.
   *
   * @param promise broken there
   * @param scenario the scenario's id
   * @param variant the variant's id
   */
  public record Tolerance(String promise, String scenario, String variant) {}

  /**
   * What the descriptor declares.
   *
   * @param asProposed whether the mail's form is sufficient
   * @param minimalSufficient the minimal sufficient sets
   */
  public record Declared(boolean asProposed, List<List<String>> minimalSufficient) {
    /** Copies the lists. */
    public Declared {
      minimalSufficient = minimalSufficient.stream().map(List::copyOf).toList();
    }
  }

  /**
   * What an ablation took.
   *
   * @param subsets that are possible
   * @param sufficient how many of them are
   * @param cells explored
   * @param executions schedules
   * @param notExhausted cells (scenario/variant) that some sufficient subset did not exhaust
   * @param vacuous cells in which the operations never met in some minimal sufficient set
   * @param wallMs time of all cells together
   */
  public record Effort(
      int subsets,
      int sufficient,
      long cells,
      long executions,
      List<String> notExhausted,
      List<String> vacuous,
      long wallMs) {
    /** Copies the lists. */
    public Effort {
      notExhausted = List.copyOf(notExhausted);
      vacuous = List.copyOf(vacuous);
    }
  }
}
