package dev.quiesce.harness.ablate;

import dev.quiesce.api.strategy.Ingredient;
import dev.quiesce.harness.result.SubsetViolation;
import dev.quiesce.harness.result.Verdict;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The conclusion of an ablation in words. */
public final class Sentence {
  private static final String PATCH = "RFC patch ";

  private final List<Ingredient> ingredients;

  /** A sentence about these ingredients. */
  public Sentence(List<Ingredient> ingredients) {
    this.ingredients = List.copyOf(ingredients);
  }

  /**
   * The sentence.
   *
   * @param asProposed verdict of the mail's form; null if there is none
   * @param reasons where it fails, the shortest first
   * @param minimal the minimal sufficient sets
   * @param harmful ingredients that no sufficient set has
   * @param notExhausted number of cells that were not exhausted
   */
  public String of(
      @Nullable Verdict asProposed,
      List<SubsetViolation> reasons,
      List<List<String>> minimal,
      List<String> harmful,
      int notExhausted) {
    String explored =
        notExhausted == 0
            ? ""
            : " (as far as explored: "
                + notExhausted
                + (notExhausted == 1 ? " cell" : " cells")
                + " not exhausted)";
    String found =
        minimal.isEmpty()
            ? "no subset is sufficient"
            : "minimal sufficient: "
                + minimal.stream().map(this::set).collect(Collectors.joining(", or "))
                + explored;
    String bad =
        harmful.isEmpty()
            ? ""
            : "; in no sufficient set: "
                + harmful.stream().map(this::name).collect(Collectors.joining(", "));
    return proposed(asProposed, reasons) + found + bad;
  }

  private static String proposed(@Nullable Verdict verdict, List<SubsetViolation> reasons) {
    if (verdict == null) {
      return "";
    } else if (verdict == Verdict.HOLDS) {
      return "as proposed in the mail: sufficient; ";
    } else if (reasons.isEmpty()) {
      return "as proposed in the mail: not decided; ";
    }
    SubsetViolation first = reasons.get(0);
    int others = reasons.size() - 1;
    return "as proposed in the mail: insufficient, because "
        + first.promise()
        + " is broken in "
        + first.display()
        + " ("
        + first.message().lines().findFirst().orElse("")
        + ")"
        + (others == 0
            ? ""
            : " and a required promise in " + others + (others == 1 ? " more cell" : " more cells"))
        + "; ";
  }

  /** A set of ingredients, patches by number. */
  public String set(List<String> ids) {
    return ids.isEmpty()
        ? "{}"
        : ids.stream().map(this::name).collect(Collectors.joining(" + ", "{", "}"));
  }

  /** An ingredient, a patch with its number. */
  public String name(String id) {
    return ingredients.stream()
        .filter(one -> one.id().equals(id) && one.source().startsWith(PATCH))
        .findFirst()
        .map(one -> id + " (patch " + one.source().substring(PATCH.length()) + ")")
        .orElse(id);
  }
}
