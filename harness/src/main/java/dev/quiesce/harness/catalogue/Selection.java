package dev.quiesce.harness.catalogue;

import dev.quiesce.harness.result.CellBudget;
import dev.quiesce.harness.result.MemoryModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of the catalogue is to be explored.
 *
 * @param strategies as {@link Catalogue#select} reads it
 * @param scenarios {@code all} or ids with commas
 * @param forms names; a control without the form is taken in its default form, once
 * @param memoryModels one or both
 * @param budget of each cell
 * @param seed of everything that involves chance
 * @param mutant id of a planted bug, or null
 */
public record Selection(
    String strategies,
    String scenarios,
    List<String> forms,
    List<MemoryModel> memoryModels,
    CellBudget budget,
    long seed,
    @Nullable String mutant) {
  /** Copies the lists. */
  public Selection {
    forms = List.copyOf(forms);
    memoryModels = List.copyOf(memoryModels);
  }
}
