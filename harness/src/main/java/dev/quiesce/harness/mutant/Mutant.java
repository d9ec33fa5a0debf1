package dev.quiesce.harness.mutant;

import java.util.List;

/**
 * A planted bug.
 *
 * @param id stable, lower case with dashes
 * @param row its row in the review's table of mutants, or 0
 * @param what the bug, in one sentence
 * @param edits what it changes; empty if the model has nothing to change
 * @param killer what notices it
 */
public record Mutant(String id, int row, String what, List<Edit> edits, Killer killer) {
  /** Copies the list. */
  public Mutant {
    edits = List.copyOf(edits);
    if (edits.isEmpty() != (killer instanceof Killer.Inapplicable)) {
      throw new IllegalArgumentException(
          "mutant " + id + " must change something if, and only if, it applies");
    }
  }
}
