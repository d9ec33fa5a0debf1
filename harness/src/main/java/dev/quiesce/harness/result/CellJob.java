package dev.quiesce.harness.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The item of the child task {@code verify}: one cell to explore.
 *
 * @param key which cell
 * @param budget how far
 * @param seed of everything that involves chance
 * @param mutant id of a planted bug, or null
 * @param expected what the descriptor says; copied into the result
 * @param known replay tokens of what an earlier run found in this cell: executed before the search
 */
public record CellJob(
    CellKey key,
    CellBudget budget,
    long seed,
    @Nullable String mutant,
    CellExpectation expected,
    List<String> known) {
  /** Copies the tokens. */
  public CellJob {
    known = List.copyOf(known);
  }

  /** A job of which nothing is known. */
  public CellJob(
      CellKey key,
      CellBudget budget,
      long seed,
      @Nullable String mutant,
      CellExpectation expected) {
    this(key, budget, seed, mutant, expected, List.of());
  }

  /** The same cell, with what an earlier run found in it. */
  public CellJob knowing(List<String> tokens) {
    return new CellJob(key, budget, seed, mutant, expected, tokens);
  }
}
